namespace Lanekeeper.Models.Translating;

/// <summary>
/// What Anthropic's models thought, within an item of Responses: the signature goes where OpenAI keeps its own encrypted thoughts, under a mark by
/// which it is known when the app sends it back.
/// </summary>
/// <param name="Data">The signature of a thought, or the whole of one that may not be read.</param>
internal sealed record Thoughts(string Data, bool IsHidden)
{
    private const string Signed = "anthropic.signed.";
    private const string Hidden = "anthropic.hidden.";

    public static Thoughts? Read(string? encrypted) =>
        encrypted is null ? null
        : encrypted.StartsWith(Signed, StringComparison.Ordinal) ? new(encrypted[Signed.Length..], false)
        : encrypted.StartsWith(Hidden, StringComparison.Ordinal) ? new(encrypted[Hidden.Length..], true)
        : null;

    public override string ToString() => (IsHidden ? Hidden : Signed) + Data;
}
