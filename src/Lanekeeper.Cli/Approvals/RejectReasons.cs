using System.Globalization;
using Lanekeeper.Approvals;
using Lanekeeper.Cli.Terminal;

namespace Lanekeeper.Cli.Approvals;

/// <summary>The small list of reasons to say no, by their words on the wire.</summary>
internal static class RejectReasons
{
    private static readonly RejectReason[] InOrder = Enum.GetValues<RejectReason>();

    public static IReadOnlyList<string> Words { get; } = [.. InOrder.Select(Say.Snake)];

    public static RejectReason? Parse(string? word) => Words.ToList().IndexOf(word ?? "") is var index and >= 0 ? InOrder[index] : null;

    /// <returns><see langword="null"/> when the person chose none of them.</returns>
    public static async Task<RejectReason?> AskAsync(Screen screen, IPerson person, CancellationToken cancellationToken)
    {
        for (var i = 0; i < InOrder.Length; i++)
        {
            screen.Note(string.Create(CultureInfo.InvariantCulture, $"  {i + 1}  {Say.Word(InOrder[i])}"));
        }

        var key = await person.PressAsync($"Why? [1-{InOrder.Length}, Enter leaves it] ", cancellationToken);
        return key is >= '1' and <= '9' && key - '1' < InOrder.Length ? InOrder[key - '1'] : null;
    }
}
