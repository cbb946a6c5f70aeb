using System.Text.Json;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Inbox.Editing;

public enum SlotKind
{
    Text,
    LongText,
    Number,
    Choice,

    /// <summary>Strings or numbers, one per line.</summary>
    List,

    /// <summary>What no field fits, as JSON.</summary>
    Json,

    /// <summary>An object, field by field.</summary>
    Group,
}

/// <summary>One field of the form in which a reviewer changes arguments.</summary>
/// <param name="Name">In the form: <c>f0</c>, <c>f1</c>, in the order of the fields.</param>
/// <param name="Path">A JSON Pointer into the arguments.</param>
/// <param name="Proposed">What was proposed; <see langword="null"/> where it was left out.</param>
/// <param name="Options">For <see cref="SlotKind.Choice"/>: the values as JSON.</param>
/// <param name="Fields">For <see cref="SlotKind.Group"/>.</param>
public sealed record Slot(
    string Name,
    string Path,
    string Label,
    SlotKind Kind,
    bool IsRequired,
    bool IsNullable,
    bool HoldsNumbers,
    string? Hint,
    JsonElement? Proposed,
    IReadOnlyList<string> Options,
    IReadOnlyList<Slot> Fields)
{
    /// <summary>A value as its field shows it.</summary>
    public string Write(JsonElement? value) => value is not { } some || (some.ValueKind == JsonValueKind.Null && Kind != SlotKind.Json) ? "" : Kind switch
    {
        SlotKind.Text or SlotKind.LongText => some.ValueKind == JsonValueKind.String ? some.GetString()!.ReplaceLineEndings("\n") : some.GetRawText(),
        SlotKind.Number or SlotKind.Choice => some.GetRawText(),
        SlotKind.List when some.ValueKind == JsonValueKind.Array => string.Join('\n', some.EnumerateArray().Select(JsonText.Say)),
        _ => JsonText.Write(some).ReplaceLineEndings("\n"),
    };
}
