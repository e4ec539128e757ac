"""Rules: what the files in `data/rules/` say, and how they are read off a sentence."""

from kg.rule.load import Nested, Rule, RuleFile, load_rule_file, load_rules
from kg.rule.match import Found, apply_nested, apply_rule

__all__ = ["Found", "Nested", "Rule", "RuleFile", "apply_nested", "apply_rule", "load_rule_file", "load_rules"]
