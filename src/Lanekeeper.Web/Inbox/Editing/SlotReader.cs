using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lanekeeper.Web.Inbox.Editing;

/// <summary>Reads what was typed back into arguments. A field that was left as it is gives back exactly what was proposed, to the last character.</summary>
internal sealed partial class SlotReader(IReadOnlyDictionary<string, string> typed)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 128 };
    private static readonly JsonElement Null = JsonElement.Parse("null");

    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);

    /// <summary>What is wrong, by the field's name.</summary>
    public IReadOnlyDictionary<string, string> Faults => _faults;

    public JsonElement Read(IReadOnlyList<Slot> slots) => JsonSerializer.SerializeToElement(ReadObject(slots), Plain);

    private JsonObject ReadObject(IReadOnlyList<Slot> slots)
    {
        var read = new JsonObject();
        foreach (var slot in slots)
        {
            if (slot.Kind == SlotKind.Group)
            {
                read.Add(slot.Label, ReadObject(slot.Fields));
            }
            else if (ReadValue(slot) is { } value)
            {
                read.Add(slot.Label, value.ValueKind == JsonValueKind.Null ? null : JsonNode.Parse(value.GetRawText()));
            }
        }

        return read;
    }

    /// <returns>The value, or <see langword="null"/> when the argument is left out.</returns>
    private JsonElement? ReadValue(Slot slot)
    {
        var proposed = slot.Write(slot.Proposed);
        var text = typed.TryGetValue(slot.Name, out var given) ? given.ReplaceLineEndings("\n") : proposed;
        if (text == proposed)
        {
            return slot.Proposed;
        }

        if (string.IsNullOrWhiteSpace(text) && slot.Kind is not (SlotKind.Text or SlotKind.LongText))
        {
            return Missing(slot);
        }

        return text.Length == 0 && !slot.IsRequired ? slot.IsNullable ? Null : null : slot.Kind switch
        {
            SlotKind.Text or SlotKind.LongText => text.Length == 0 && slot.IsNullable ? Null : JsonSerializer.SerializeToElement(text),
            SlotKind.Number => Number(slot, text),
            SlotKind.Choice => slot.Options.Contains(text) ? JsonElement.Parse(text) : Fault(slot, "Choose one of the values."),
            SlotKind.List => List(slot, text),
            _ => Json(slot, text),
        };
    }

    private JsonElement? Missing(Slot slot) => slot switch
    {
        { Kind: SlotKind.List, IsRequired: true } => JsonElement.Parse("[]"),
        { IsNullable: true } => Null,
        { IsRequired: false } => null,
        _ => Fault(slot, "This cannot be left out."),
    };

    private JsonElement? Number(Slot slot, string text) =>
        JsonNumber().IsMatch(text.Trim()) ? JsonElement.Parse(text.Trim()) : Fault(slot, "Give a number, such as 12 or 12.50.");

    private JsonElement? List(Slot slot, string text)
    {
        var items = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return !slot.HoldsNumbers ? JsonSerializer.SerializeToElement(items)
            : items.All(item => JsonNumber().IsMatch(item)) ? JsonElement.Parse($"[{string.Join(',', items)}]")
            : Fault(slot, "Give one number per line, such as 12 or 12.50.");
    }

    private JsonElement? Json(Slot slot, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException wrong)
        {
            return Fault(slot, $"This is not JSON: line {(wrong.LineNumber ?? 0) + 1}, column {(wrong.BytePositionInLine ?? 0) + 1}.");
        }
    }

    private JsonElement? Fault(Slot slot, string words)
    {
        _faults[slot.Name] = words;
        return slot.Proposed;
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]{0,300})(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,4})?$")]
    private static partial Regex JsonNumber();
}
