using System.Text;
using System.Text.Json;

namespace Lanekeeper.Tools.Http;

/// <summary>Reads an answer from outside: bounded, and whatever its bytes are.</summary>
internal static class HttpAnswers
{
    public const int Most = 1024 * 1024;
    private const int ExcerptLength = 2000;
    private const int Portion = 16 * 1024;

    /// <remarks>The status has been read, and says what happened; that the rest does not come takes nothing from it.</remarks>
    public static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, HttpToolRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var isWhole = true;
        try
        {
            isWhole = await ReadAsync(response.Content, body, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return new(response, Text(body, request), IsTooLarge: false, IsBroken: true);
        }

        return new(response, Text(body, request), IsTooLarge: !isWhole, IsBroken: false);
    }

    /// <summary><c>{"status": 200, "json": ...}</c>, or <c>"text"</c> where the body is no JSON that can be kept.</summary>
    public static JsonElement ToOutput(HttpAnswer answer) =>
        !answer.IsWhole ? JsonSerializer.SerializeToElement(new { status = answer.Status, text = answer.Text[..Math.Min(answer.Text.Length, ExcerptLength)], cut = true })
        : KeepableJson.Read(answer.Text) is { } json ? JsonElement.Parse($$"""{"status":{{answer.Status}},"json":{{json}}}""")
        : JsonSerializer.SerializeToElement(new { status = answer.Status, text = answer.Text });

    /// <returns>Whether that was all of it.</returns>
    private static async Task<bool> ReadAsync(HttpContent content, MemoryStream body, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[Portion];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var length)
        {
            if (body.Length + length > Most)
            {
                return false;
            }

            body.Write(buffer, 0, length);
        }

        return true;
    }

    private static string Text(MemoryStream body, HttpToolRequest request) =>
        request.Redact(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length).TrimStart('\uFEFF').Replace('\0', '\uFFFD'));
}

/// <param name="Text">All of the body, or as much as came.</param>
internal sealed record HttpAnswer(HttpResponseMessage Response, string Text, bool IsTooLarge, bool IsBroken)
{
    public int Status => (int)Response.StatusCode;

    public bool IsWhole => !IsTooLarge && !IsBroken;
}
