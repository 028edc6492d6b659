from loaders.files.layout import Layout
def read_pdf(data: bytes, name: str) -> Layout:
    raise NotImplementedError
