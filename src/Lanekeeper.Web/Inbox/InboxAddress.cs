using Lanekeeper.Approvals;

namespace Lanekeeper.Web.Inbox;

/// <summary>The query of an address of the inbox, as it came; what it does not know it leaves out.</summary>
internal sealed record InboxAddress(string? View, string? Workflow, string? Kind, string? Tool, string? After)
{
    private const int Longest = 200;

    public InboxPlace ToPlace() => new(
        Word<InboxView>(View) ?? InboxView.Mine, Some(Workflow), Word<ApprovalKind>(Kind), Some(Tool), Some(After));

    private static T? Word<T>(string? text)
        where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var word) && Enum.IsDefined(word) && !char.IsAsciiDigit(text![0]) ? word : null;

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) || text.Length > Longest ? null : text;
}
