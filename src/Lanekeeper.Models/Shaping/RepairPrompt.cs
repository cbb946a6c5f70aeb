using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Shaping;

/// <summary>The one further question after an answer that does not fit: its own words back, and what is wrong with them.</summary>
internal static class RepairPrompt
{
    private const int LongestEcho = 20_000;

    public static IReadOnlyList<ChatMessage> After(IReadOnlyList<ChatMessage> messages, string answer, IReadOnlyList<string> faults)
    {
        var asked = new ChatMessage(ChatRole.User,
            $"Your answer does not match the JSON Schema that was asked for:\n{string.Join('\n', faults.Select(fault => $"- {fault}"))}\nAnswer again with one JSON object that matches, and nothing else.");
        return string.IsNullOrWhiteSpace(answer) || answer.Length > LongestEcho
            ? [.. messages, asked]
            : [.. messages, new ChatMessage(ChatRole.Assistant, answer.TrimEnd()), asked];
    }
}
