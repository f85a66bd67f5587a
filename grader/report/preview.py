"""A problem as one page of HTML: what students read, and a report as they get it."""

from grader.model.preview import Preview
from grader.report.course import how_answered, options_of, shapes_of, signature_of
from grader.report.html import environment, laid_out, policy, style_sheet


def write_preview(preview: Preview) -> str:
    """Return the page: the statement, what is asked for, known mistakes, and the sample report."""
    problem = preview.problem
    css = style_sheet("statement.css", "report.css")
    (sample,) = preview.sample.problems
    return (
        environment()
        .get_template("preview.html")
        .render(
            problem=problem,
            functions=[(signature_of(each), each) for each in problem.functions],
            words=[(how_answered(each), options_of(each), each) for each in problem.words],
            shapes=shapes_of(problem),
            hints=[(name, " ".join(hint.split())) for name, hint in problem.misconceptions.items()],
            mistake=preview.mistake,
            one=laid_out(sample, "sample"),
            css=css,
            policy=policy(css),
        )
    )
