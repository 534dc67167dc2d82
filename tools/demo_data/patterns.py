"""What happens where and when: the patterns that the incidents are drawn from."""

import math
from dataclasses import dataclass

CATEGORIES = (
    "Anti-social behaviour", "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs",
    "Other crime", "Other theft", "Possession of weapons", "Public order", "Robbery", "Shoplifting",
    "Theft from the person", "Vehicle crime", "Violence and sexual offences")

MONTHS = tuple(f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13))
MISSING_MONTH = "2025-03"
EMERGES = "2025-01"
INTERVENTION = "2025-04"

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# Twelve factors, January first; a category that is not here is level.
_SEASON = {
    "Anti-social behaviour": (.78, .80, .92, 1.02, 1.14, 1.22, 1.30, 1.24, 1.02, 1.06, .92, .76),
    "Violence and sexual offences": (.92, .90, .98, 1.00, 1.06, 1.09, 1.12, 1.06, 1.00, .98, .95, 1.0),
    "Burglary": (1.14, 1.08, 1.00, .94, .90, .86, .86, .90, .96, 1.06, 1.16, 1.14),
    "Bicycle theft": (.66, .70, .86, 1.00, 1.14, 1.22, 1.22, 1.18, 1.22, 1.16, .96, .68),
    "Shoplifting": (.94, .94, 1.00, 1.00, 1.02, 1.00, 1.00, .98, 1.00, 1.04, 1.06, 1.06),
    "Criminal damage and arson": (.92, .92, 1.00, 1.04, 1.06, 1.06, 1.08, 1.04, .98, 1.04, 1.02, .86),
    "Public order": (.86, .88, .98, 1.02, 1.08, 1.12, 1.14, 1.06, 1.00, .98, .94, .94),
    "Robbery": (1.02, .96, .96, .94, .96, .98, 1.00, .98, 1.00, 1.08, 1.10, 1.04),
}


@dataclass(frozen=True)
class Pattern:
    name: str
    share: float     # of all incidents, while it is active
    mix: dict        # category -> weight


PATTERNS = (
    Pattern("homes", 0.415, {
        "Violence and sexual offences": 36, "Anti-social behaviour": 16, "Burglary": 9,
        "Vehicle crime": 10, "Criminal damage and arson": 9, "Other theft": 6, "Public order": 5,
        "Drugs": 2, "Bicycle theft": 2, "Other crime": 3, "Shoplifting": 1,
        "Possession of weapons": .45, "Robbery": .25, "Theft from the person": .2}),
    Pattern("centres at night", 0.165, {
        "Violence and sexual offences": 41, "Anti-social behaviour": 18, "Public order": 13,
        "Drugs": 4, "Other theft": 6, "Criminal damage and arson": 5, "Theft from the person": 4.5,
        "Robbery": 4.2, "Possession of weapons": 4.6, "Bicycle theft": 2.5, "Burglary": 1.5,
        "Other crime": 1.2}),
    Pattern("stations", 0.05, {
        "Violence and sexual offences": 30, "Robbery": 6, "Possession of weapons": 6,
        "Bicycle theft": 16, "Anti-social behaviour": 17, "Theft from the person": 6,
        "Public order": 10, "Drugs": 7, "Other theft": 6}),
    Pattern("estates", 0.155, {
        "Anti-social behaviour": 27, "Criminal damage and arson": 17, "Violence and sexual offences": 32,
        "Drugs": 4.5, "Vehicle crime": 7, "Burglary": 5, "Public order": 5, "Possession of weapons": 1.4,
        "Robbery": .8, "Other crime": 1.5}),
    Pattern("shops", 0.115, {
        "Shoplifting": 70, "Violence and sexual offences": 8, "Public order": 6, "Other theft": 6,
        "Anti-social behaviour": 7, "Theft from the person": 1.5, "Robbery": .5, "Vehicle crime": 1}),
    Pattern("hospitals and colleges", 0.03, {
        "Violence and sexual offences": 45, "Bicycle theft": 16, "Other theft": 16, "Public order": 13,
        "Drugs": 3, "Anti-social behaviour": 7}),
    Pattern("country roads", 0.035, {
        "Vehicle crime": 26, "Criminal damage and arson": 16, "Burglary": 14, "Other theft": 18,
        "Violence and sexual offences": 16, "Other crime": 5, "Anti-social behaviour": 5}),
    Pattern("emerging", 0.021, {
        "Violence and sexual offences": 48, "Robbery": 12, "Possession of weapons": 11, "Drugs": 10,
        "Anti-social behaviour": 12, "Public order": 7}),
    Pattern("fading", 0.024, {
        "Violence and sexual offences": 52, "Robbery": 8, "Possession of weapons": 8,
        "Public order": 14, "Anti-social behaviour": 12, "Drugs": 6}),
)


def activity_of(pattern, month):
    """How far the pattern of that name is at work in a month, 0 to 1."""
    number = MONTHS.index(month)
    if pattern == "emerging":
        return 0.0 if month < EMERGES else min(1.0, 0.35 + 0.13 * (number - MONTHS.index(EMERGES)))
    if pattern == "fading" and month >= INTERVENTION:
        return max(0.08, 0.70 ** (1 + number - MONTHS.index(INTERVENTION)))
    return 1.0


def expected(month):
    """Relative numbers: a list of (pattern index, category, weight)."""
    calendar_month = int(month[5:7]) - 1
    days = _DAYS[calendar_month] + (month == "2024-02")
    rows = []
    for number, pattern in enumerate(PATTERNS):
        total = sum(pattern.mix.values())
        for category in CATEGORIES:
            weight = pattern.mix.get(category, 0.0) / total * pattern.share
            season = _SEASON.get(category, (1.0,) * 12)[calendar_month]
            rows.append((number, category, weight * season * activity_of(pattern.name, month) * days))
    return rows


def apportion(total, weights):
    """Whole numbers in proportion to weights, by largest remainder."""
    exact = [total * weight / sum(weights) for weight in weights]
    rows = [math.floor(value) for value in exact]
    by_remainder = sorted(range(len(rows)), key=lambda i: (rows[i] - exact[i], i))
    for i in by_remainder[:total - sum(rows)]:
        rows[i] += 1
    return rows
