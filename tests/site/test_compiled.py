"""Templates that are compiled once in a process: never those of another practice, never an older text."""

from __future__ import annotations

import traceback

import pytest
from jinja2 import Environment, FileSystemLoader

from syndicate.site.compiled import compiled

OPTIONS = {"trim_blocks": True, "extensions": []}


def environment(folder, **more):
    options = OPTIONS | more
    return Environment(loader=FileSystemLoader(folder), bytecode_cache=compiled(options), **options)


def write(folder, text, name="page.html"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def test_a_template_that_changed_is_compiled_anew(tmp_path):
    write(tmp_path, "Goedemorgen {{ name }}")
    assert environment(tmp_path).get_template("page.html").render(name="Els") == "Goedemorgen Els"
    write(tmp_path, "Goedenavond {{ name }}")
    assert environment(tmp_path).get_template("page.html").render(name="Els") == "Goedenavond Els"


def test_the_same_text_is_compiled_once(tmp_path):
    write(tmp_path, "Een keer {{ name }}")
    first, second = (environment(tmp_path).get_template("page.html") for _ in range(2))
    assert first.root_render_func.__code__ is second.root_render_func.__code__


def test_other_options_have_code_of_their_own(tmp_path):
    write(tmp_path, "{% if true %}\nja{% endif %}")
    assert environment(tmp_path).get_template("page.html").render() == "ja"
    assert environment(tmp_path, trim_blocks=False).get_template("page.html").render() == "\nja"


def test_the_same_text_under_another_name_is_another_template(tmp_path):
    for name in ("one.html", "two.html"):
        write(tmp_path, "{{ self._TemplateReference__context.name }}", name)
        assert environment(tmp_path).get_template(name).render() == name


def test_an_error_names_the_file_of_its_own_practice(tmp_path):
    for practice in ("ours", "theirs"):
        write(tmp_path / practice, "\n\n{{ 1 // zero }}")
        page = environment(tmp_path / practice).get_template("page.html")
        with pytest.raises(ZeroDivisionError) as error:
            page.render(zero=0)
        (line,) = [f for f in traceback.extract_tb(error.tb) if f.filename.endswith("page.html")]
        assert (line.filename, line.lineno) == (str(tmp_path / practice / "page.html"), 3)
