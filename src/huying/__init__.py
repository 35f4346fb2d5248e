"""Huying 呼应: call and response for a neighbourhood."""
