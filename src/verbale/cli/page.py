"""`verbale page`: from pages to articles, and no further."""

from __future__ import annotations

from verbale.cli.pages import AsJson, Debug, Encoding, Out, Pages, go_through


def page(
    pages: Pages, as_json: AsJson = False, out: Out = None, encoding: Encoding = None, debug: Debug = False
) -> None:
    """Read pages and show their articles: the story apart from the furniture, both kept."""
    from verbale import work
    from verbale.cli.article_view import show_article
    from verbale.cli.terminal import console
    from verbale.page.article import Article
    from verbale.settings import current_settings

    settings = current_settings()
    go_through(
        pages,
        lambda name: work.article(name, settings=settings, encoding=encoding),
        to_json=Article.to_json,
        show=lambda article: show_article(console(), article),
        as_json=as_json,
        out=out,
        debug=debug,
    )
