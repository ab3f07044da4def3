"""What is served and is not Dash: addresses, headers, guard, assets, health."""
