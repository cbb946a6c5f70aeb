using System.Text.Json;

namespace Lanekeeper.Models.Providing;

/// <summary>What a provider's error body says, OpenAI's and Anthropic's shape alike: an object <c>error</c> with some of these in it.</summary>
internal sealed record ErrorBody(string? Code, string? Type, string? Message)
{
    private const int LongestMessage = 300;

    /// <returns><see langword="null"/> when the body is no such thing.</returns>
    public static ErrorBody? Read(JsonElement body) => body.Get("error") switch
    {
        { ValueKind: JsonValueKind.Object } error => new ErrorBody(error.Get("code").Text(), error.Get("type").Text(), Short(error.Get("message").Text())),
        { ValueKind: JsonValueKind.String } words => new ErrorBody(null, null, Short(words.GetString())),
        _ => null,
    };

    /// <summary>Words of others, made fit to stand in a line of ours.</summary>
    public static string? Short(string? words)
    {
        if (string.IsNullOrWhiteSpace(words))
        {
            return null;
        }

        var line = string.Concat(words.Take(LongestMessage).Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return words.Length > LongestMessage ? $"{line}..." : line;
    }
}
