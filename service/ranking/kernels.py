"""The loops of the close look: a question's letters in a hundred passages, and what they weigh."""

from __future__ import annotations

from typing import Final

import numpy as np

from corpus.compiled import compiled, held, made

#: What :func:`look_through` says of a text beside how often the terms stand in it.
LENGTH, RUN, WINDOW, ASKED, IN_ORDER = range(5)
#: Query likelihood: the passage's share against the collection's, translated words' against own.
_LAMBDA: Final = 0.4
BETA: Final = 0.8


@compiled(
    "void", held("uint32"), held("int32"), "int64", "int64", made("uint8"), made("uint16", 2),
    made("int32"), made("int32"), made("int32"),
)  # fmt: skip
def learn(  # type: ignore[no-untyped-def]
    codes, bounds, letters, pairs, letter_of, pair_of, starts, places, known
):
    """Number the letters and pairs of these terms, from 1 on, in the order they are met.

    Term ``i`` is ``codes[bounds[i]:bounds[i + 1]]`` and comes to be counted by
    ``places[starts[i]:starts[i + 1]]``, its pairs, or less than 0: its one letter. It is counted
    by nothing where it holds what is beyond the basic plane, or where there are too many
    ``letters`` or ``pairs``. ``known`` (2,) is how many there are in the end.
    """
    filled = 0
    for term in range(len(bounds) - 1):
        starts[term] = filled
        begin, end = bounds[term], bounds[term + 1]
        fits, new = known[1] <= pairs, 0
        for place in range(begin, end):
            fits = fits and codes[place] < 1 << 16
            if fits:
                new += letter_of[codes[place]] == 0
        if not fits or known[0] + new > letters:
            continue
        before = np.uint8(0)
        for place in range(begin, end):
            letter = letter_of[codes[place]]
            if not letter:
                known[0] += 1
                letter = letter_of[codes[place]] = np.uint8(known[0])
            if place > begin:
                if not pair_of[before, letter]:
                    known[1] += 1
                    pair_of[before, letter] = known[1]
                places[filled] = pair_of[before, letter]
                filled += 1
            before = letter
        if end - begin == 1:
            places[filled] = -np.int32(before)
            filled += 1
    starts[len(bounds) - 1] = filled


@compiled(
    "void", held("uint32"), held("uint8"), held("uint16", 2), made("int32"), made("uint64", 2)
)
def follow(codes, letter_of, pair_of, order, masks):  # type: ignore[no-untyped-def]
    """Where each pair of a question first stands in it, and where each letter does, as bits."""
    before = np.uint8(0)
    for place in range(len(codes)):
        letter = letter_of[codes[place]] if codes[place] < 1 << 16 else np.uint8(0)
        masks[letter, place >> 6] |= np.uint64(1) << np.uint64(place & 63)
        pair = pair_of[before, letter]
        if pair and order[pair] < 0:
            order[pair] = place - 1
        before = letter


@compiled(
    "void", held("uint16"), held("uint8"), held("uint16", 2), made("uint8"), made("uint16"),
    made("int32"), made("int32"),
)  # fmt: skip
def _find(codes, letter_of, pair_of, own, pairs, letter_counts, pair_counts):  # type: ignore[no-untyped-def]
    """The number of each letter and of the pair that begins there, 0 for none, and their counts."""
    letter_counts[:] = 0
    pair_counts[:] = 0
    before = np.uint8(0)
    for place in range(len(codes)):
        letter = letter_of[codes[place]]
        own[place] = letter
        letter_counts[letter] += 1
        if place:
            pair = pair_of[before, letter]
            pairs[place - 1] = pair
            pair_counts[pair] += 1
        before = letter
    if len(codes):
        pairs[len(codes) - 1] = 0


@compiled("void", held("int32"), held("int32"), held("int32"), held("int32"), made("float32"))
def _count(term_starts, term_places, letter_counts, pair_counts, counts):  # type: ignore[no-untyped-def]
    """How often each term stands: as often as the rarest of its pairs."""
    for term in range(len(term_starts) - 1):
        least = np.int32(1 << 30)
        for at in range(term_starts[term], term_starts[term + 1]):
            place = term_places[at]
            least = min(least, pair_counts[place] if place > 0 else letter_counts[-place])
        counts[term] = 0 if term_starts[term] == term_starts[term + 1] else least


@compiled("int32", held("uint16"), held("int32"))
def _longest_run(pairs, order):  # type: ignore[no-untyped-def]
    """The most pairs one after another as in the question; two in a row are three letters."""
    best = run = np.int32(0)
    expected = np.int32(-1)
    for place in range(len(pairs)):
        at = order[pairs[place]]
        if at < 0:
            run = np.int32(0)
        else:
            run = np.int32(run + 1 if run and at == expected else 1)
            best = max(best, run)
        expected = np.int32(at + 1)
    return best


@compiled("float64", held("uint16"), held("float32"), "int64")
def _heaviest(pairs, weights, width):  # type: ignore[no-untyped-def]
    """What the pairs weigh in the heaviest stretch of so many letters."""
    best = total = 0.0
    begin = 0
    for end in range(len(pairs)):
        total += weights[pairs[end]]
        while end - begin >= width:
            total -= weights[pairs[begin]]
            begin += 1
        best = max(best, total)
    return best


@compiled("int32", held("uint8"), held("uint64", 2), "int64")
def _in_order(own, masks, asked):  # type: ignore[no-untyped-def]
    """Letters of the question that stand in the text in its order: the longest common subsequence.

    Hyyrö, 2004: Bit-parallel LCS-length computation revisited; a word for 64 letters asked.
    """
    words = masks.shape[1]
    state = np.full(words, np.uint64(0xFFFFFFFFFFFFFFFF))
    for place in range(len(own)):
        letter = own[place]
        if letter:
            carry = np.uint64(0)
            for word in range(words):
                old = state[word]
                met = old & masks[letter, word]
                added = old + met
                total = added + carry
                carry = np.uint64(1 if added < old or total < added else 0)
                state[word] = total | (old - met)
    found = 0
    for letter in range(asked):
        found += 1 - ((state[letter >> 6] >> np.uint64(letter & 63)) & np.uint64(1))
    return found


@compiled(
    "void", held("uint16"), held("int64"), held("int64"), "int64", held("uint8"),
    held("uint16", 2), held("int32"), held("int32"), held("int32"), held("float32"), "int64",
    held("uint64", 2), "int64", made("float32", 2), made("float32", 2),
)  # fmt: skip
def look_through(  # type: ignore[no-untyped-def]
    letters, starts, rows, longest, letter_of, pair_of, term_starts, term_places,
    order, weights, width, masks, asked, counts, about,
):  # fmt: skip
    """Look through the texts of these rows (none for -1), each cut after ``longest`` letters.

    ``counts`` (n, terms) and ``about`` (5, n) are filled; :class:`service.ranking.matching.Terms`
    says what the rest is.
    """
    numbers, all_pairs = np.empty(longest, np.uint8), np.empty(longest, np.uint16)
    letter_counts = np.empty(256, np.int32)
    pair_counts = np.empty(len(order), np.int32)
    for each in range(len(rows)):
        begin, size = np.int64(0), np.int64(0)
        if rows[each] >= 0:
            begin = starts[rows[each]]
            size = min(starts[rows[each] + 1] - 1 - begin, longest)  # a 0 stands behind each
        codes = letters[begin : begin + size]
        own, pairs = numbers[:size], all_pairs[:size]
        _find(codes, letter_of, pair_of, own, pairs, letter_counts, pair_counts)
        _count(term_starts, term_places, letter_counts, pair_counts, counts[each])
        about[LENGTH, each] = size
        about[RUN, each] = _longest_run(pairs, order)
        about[WINDOW, each] = _heaviest(pairs, weights, width)
        met = 0
        for place in range(size):
            met += order[pairs[place]] >= 0
        about[ASKED, each] = met
        about[IN_ORDER, each] = _in_order(own, masks, asked)


@compiled(
    "void", held("float32", 2), held("float32"), held("float32", 2), "float32", "float32",
    "float32", made("float32", 2),
)  # fmt: skip
def weigh(counts, lengths, rarity, usual, k1, b, weights):  # type: ignore[no-untyped-def]
    """What terms that stand so often in texts of these lengths weigh, ``weights`` (n, 2 k).

    Each of the k columns of ``rarity`` (terms, k) is one sum: BM25 first, k of them, then the
    rarity of what stands there at all.
    """
    columns = rarity.shape[1]
    for text in range(len(counts)):
        weights[text] = 0
        norm = k1 * (1 - b + b * lengths[text] / max(usual, np.float32(1)))
        for term in range(len(rarity)):
            count = counts[text, term]
            if count > 0:
                share = count * (k1 + 1) / (count + norm)
                for column in range(columns):
                    weights[text, column] += share * rarity[term, column]
                    weights[text, columns + column] += rarity[term, column]


@compiled(
    "void", held("float32", 2), held("float32", 2), held("float32"), held("float32", 2),
    held("float32"), held("float32"), held("float32"), made("float32", 2),
)  # fmt: skip
def translate(words, said, sizes, chances, there, best, rarity, found):  # type: ignore[no-untyped-def]
    """Query likelihood with the translation table, and the rarity of the words met in its sense.

    ``words`` (n, w) and ``said`` (n, s) are counts, ``sizes`` (n,) the texts' words, ``chances``
    (s, w); ``there`` (w,) is how likely each word is anywhere, ``best`` its best chance.
    """
    for text in range(len(words)):
        likelihood = soft = np.float32(0)
        for word in range(words.shape[1]):
            made_so = met = np.float32(0)
            for other in range(said.shape[1]):
                if said[text, other] > 0:
                    made_so += said[text, other] * chances[other, word]
                    met = max(met, chances[other, word])
            here = ((1 - BETA) * words[text, word] + BETA * made_so) / sizes[text]
            likelihood += np.log1p(_LAMBDA * here / ((1 - _LAMBDA) * there[word]))
            own = np.float32(1 if words[text, word] > 0 else 0)
            soft += max(own, np.float32(0.5) * met / best[word]) * rarity[word]
        found[text, 0], found[text, 1] = likelihood, soft


@compiled("void", held("int64"), held("int32"), held("float32"), made("float32", 2))
def surround(rows, documents, scores, found):  # type: ignore[no-untyped-def]
    """Of each candidate the best score beside it, the best other of its document, and its share.

    ``rows`` say who stands beside whom, ``documents`` whose it is; ``found`` is (3, n).
    """
    size = len(rows)
    for each in range(size):
        beside = other_best = np.float32(0)
        same = 0
        for other in range(size):
            if rows[each] >= 0 and rows[other] >= 0 and abs(rows[each] - rows[other]) == 1:
                beside = max(beside, scores[other])
            if documents[each] == documents[other]:
                same += 1
                if other != each:
                    other_best = max(other_best, scores[other])
        found[0, each], found[1, each], found[2, each] = beside, other_best, same / size


@compiled(
    "int64", held("uint16"), held("float32"), held("int32"), held("float32"),
    made("uint16"), made("float32", 2),
)  # fmt: skip
def choose(said, chances, starts, rarity, chosen, table):  # type: ignore[no-untyped-def]
    """Choose the words that weigh most, each by its chances times the rarity of what is asked.

    Asked word ``i`` is translated by ``said[starts[i]:starts[i + 1]]``. ``chosen`` (k,) is filled,
    best first and equals by number, and their ``table`` of chances (k, asked); how many there are.
    """
    numbers = np.unique(said)
    weights = np.zeros(len(numbers), np.float64)
    for word in range(len(starts) - 1):
        for at in range(starts[word], starts[word + 1]):
            place = np.searchsorted(numbers, said[at])
            weights[place] += np.float64(chances[at]) * rarity[word]
    count = min(len(chosen), len(numbers))
    places = np.full(len(numbers), -1, np.int64)
    for rank in range(count):
        best = -1
        for place in range(len(numbers)):
            if places[place] < 0 and (best < 0 or weights[place] > weights[best]):
                best = place
        places[best] = rank
        chosen[rank] = numbers[best]
    for word in range(len(starts) - 1):
        for at in range(starts[word], starts[word + 1]):
            rank = places[np.searchsorted(numbers, said[at])]
            if rank >= 0:
                table[rank, word] = chances[at]
    return count
