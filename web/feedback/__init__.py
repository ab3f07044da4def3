"""What readers send in: questions about a figure, proposals, and replies of statistical offices."""
