using System.Text.Json;
using Lanekeeper.Ledger;

namespace Lanekeeper.Orchestration.Explaining;

/// <summary>Holds a prompt that was filled again against the bytes that went to the provider.</summary>
internal sealed class SentPrompt(ICalls calls)
{
    private const string Baseline = "lanekeeper.baseline";

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 128 };

    /// <returns>Whether each message was sent as it is now; <see langword="null"/> where nothing was sent, or only material for the built-in model.</returns>
    public async Task<bool?> HoldsAsync(Actor actor, IReadOnlyList<CallRow> made, IReadOnlyList<FilledMessage> messages, CancellationToken cancellationToken)
    {
        if (made.Count == 0 || made[0].Provider == Baseline
            || !(await calls.GetAsync(actor, made[0].Id, cancellationToken)).Succeeded(out var call, out _) || call.Request is not { } request)
        {
            return null;
        }

        var strings = Strings(request);
        return messages.All(message => Holds(strings, string.Concat(message.Text.Segments.Select(segment => segment.Text))));
    }

    // System messages may be joined into one, with the schema told in words behind them.
    private static bool Holds(List<string> strings, string text) => strings.Exists(one => one.Contains(text, StringComparison.Ordinal));

    private static List<string> Strings(string request)
    {
        var strings = new List<string>();
        try
        {
            using var json = JsonDocument.Parse(request, Deep);
            Gather(json.RootElement, strings);
        }
        catch (JsonException)
        {
            // Bytes that are no JSON hold no message of ours, and that is what is then said.
        }

        return strings;
    }

    private static void Gather(JsonElement element, List<string> strings)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                strings.Add(element.GetString()!);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Gather(item, strings);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Gather(member.Value, strings);
                }

                break;
        }
    }
}
