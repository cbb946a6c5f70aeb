namespace Lanekeeper.Web.Inbox;

/// <summary>Several cards in one field of a form or an address: their ids with commas between.</summary>
internal static class CardIds
{
    public static string Write(IEnumerable<Guid> ids) => string.Join(',', ids);

    /// <param name="most">What is more is left out.</param>
    public static IReadOnlyList<Guid> Read(string? text, int most) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Take(most).Select(part => Guid.TryParse(part, out var id) ? id : Guid.Empty)];
}
