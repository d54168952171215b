"""Tests of service/ranking."""
