"""World Bank: statistical performance, governance, population, income classes, maternal mortality."""
