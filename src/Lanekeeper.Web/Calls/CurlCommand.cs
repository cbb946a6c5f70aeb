using System.Globalization;
using System.Text;
using Lanekeeper.Ledger;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Calls;

/// <summary>
/// The same question for a shell. The key is a variable of whoever asks: none is kept. All text from outside stands between single quotes, where a shell
/// expands nothing.
/// </summary>
internal static class CurlCommand
{
    // One argument of a program holds 128 KiB on Linux.
    private const int Longest = 100_000;

    /// <param name="root">Where the model is served, as the project has it; <see langword="null"/> for the provider's own address.</param>
    public static string? Write(CallDetail call, Uri? root)
    {
        if (call.Request is not { } body || Encoding.UTF8.GetByteCount(body) > Longest || body.Any(character => char.IsControl(character) && character is (< ' ' and not ('\t' or '\n' or '\r'))))
        {
            return null;
        }

        return call.Call.Provider switch
        {
            "openai" => Join(Address(root, "https://api.openai.com/v1", OpenAiPath(call.Call.Format)), "-H \"Authorization: Bearer $OPENAI_API_KEY\"", body),
            "anthropic" => Join(
                Address(root, "https://api.anthropic.com/v1", root is not null && !root.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal) ? "v1/messages" : "messages"),
                "-H \"x-api-key: $ANTHROPIC_API_KEY\" -H 'anthropic-version: 2023-06-01'",
                body),
            _ => null,
        };
    }

    /// <summary>A word that a POSIX shell reads as exactly this text.</summary>
    internal static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Join(string address, string key, string body) =>
        $"curl {Quote(address)} {key} -H 'Content-Type: application/json' --data-raw {Quote(Escape(body))}";

    // A terminal may obey these when they are pasted, and a reader not see them; within JSON they can be written otherwise, and mean the same.
    private static string Escape(string body)
    {
        var escaped = new StringBuilder(body.Length);
        Span<char> units = stackalloc char[2];
        foreach (var rune in body.EnumerateRunes())
        {
            if (rune.Value is (< ' ') || !Foreign.IsHidden(rune))
            {
                escaped.Append(rune);
                continue;
            }

            foreach (var unit in units[..rune.EncodeToUtf16(units)])
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            }
        }

        return escaped.ToString();
    }

    // A step of a run speaks chat.
    private static string OpenAiPath(string? format) => format switch
    {
        "openai.responses" => "responses",
        "openai.embeddings" => "embeddings",
        _ => "chat/completions",
    };

    private static string Address(Uri? root, string official, string path)
    {
        var bare = root is null ? new UriBuilder(official) : new UriBuilder(root) { UserName = "", Password = "", Query = "", Fragment = "" };
        return $"{bare.Uri.AbsoluteUri.TrimEnd('/')}/{path}";
    }
}
