"""The tests of reewriter."""
