namespace Lanekeeper.JsonSchema.Formats;

/// <summary>A format that can be asserted. They judge bytes: none of them allows a character beyond ASCII.</summary>
internal sealed class Format(string words, Format.Check check)
{
    public delegate bool Check(ReadOnlySpan<byte> text);

    private static readonly Format Date = new("a date such as 2026-02-28", DateFormats.IsDate);
    private static readonly Format DateTime = new("a date and time such as 2026-02-28T13:45:00Z", DateFormats.IsDateTime);
    private static readonly Format Email = new("an e-mail address", EmailFormat.IsEmail);
    private static readonly Format Uri = new("an absolute URI", UriFormat.IsUri);
    private static readonly Format Uuid = new("a UUID", UuidFormat.IsUuid);

    /// <summary>What a text should have been.</summary>
    public string Words => words;

    /// <returns>Null for a format that stays an annotation.</returns>
    public static Format? Find(string name) => name switch
    {
        "date" => Date,
        "date-time" => DateTime,
        "email" => Email,
        "uri" => Uri,
        "uuid" => Uuid,
        _ => null,
    };

    public bool Holds(ReadOnlySpan<byte> text) => check(text);
}
