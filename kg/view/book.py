"""(stub)"""
def render_book() -> str: return ""
