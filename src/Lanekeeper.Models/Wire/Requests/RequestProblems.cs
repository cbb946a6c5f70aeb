namespace Lanekeeper.Models.Wire.Requests;

/// <summary>Every way in which a request is refused before anybody is asked.</summary>
internal static class RequestProblems
{
    public static Problem NoJson(long line, long column) =>
        Invalid("models.request-no-json", $"The request is no JSON object: line {line}, column {column} is where it goes wrong. Send the body as JSON in UTF-8.");

    public static Problem NameNoText() =>
        Invalid("models.request-no-json", "The name of one of the request's fields has an escape that is half of a character, such as \\ud800 alone. Send names that are text.");

    public static Problem NoModel() =>
        Invalid("models.request-no-model", "The request names no model. Set `model` to the id of one, as text.");

    public static Problem Twice(string field) =>
        Invalid("models.request-field-twice", $"The request has the field `{field}` twice, and not all who read it would take the same one. Send it once.");

    public static Problem StreamNoBoolean() =>
        Invalid("models.request-stream", "The field `stream` is neither true nor false. Set it to one of these or leave it out.");

    public static Problem FieldTooLong(string field, int most) =>
        Invalid("models.request-field-too-long", $"The field `{field}` is longer than {most} bytes or no readable text. Shorten it.");

    private static Problem Invalid(string code, string message) => new(ProblemKind.Invalid, code, message);
}
