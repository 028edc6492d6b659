"""(stub)"""
def render_source() -> str: return ""
