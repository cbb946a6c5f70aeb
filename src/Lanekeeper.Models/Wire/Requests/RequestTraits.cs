using System.Text.Json;

namespace Lanekeeper.Models.Wire.Requests;

/// <summary>What the larger fields of a request tell about what it needs.</summary>
internal static class RequestTraits
{
    // How deep members stand: of a part of a message's content, and of a part of a tool's result within it.
    private const int InItem = 3;
    private const int InPart = 5;
    private const int InResult = 7;

    /// <param name="json">Stands at the field's name.</param>
    public static RequestFacts Read(RequestField field, ref Utf8JsonReader json, RequestFacts facts)
    {
        json.Read();
        var from = json.TokenStartIndex;
        var isOpen = json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;
        var traits = isOpen ? Scan(field, ref json) : Traits.None;
        var isTools = field is RequestField.Tools or RequestField.Functions && isOpen && json.BytesConsumed - from > 2;
        return facts with
        {
            HasTools = facts.HasTools || isTools,
            HasAttachments = facts.HasAttachments || traits.HasFlag(Traits.Attachments),
            HasSchema = facts.HasSchema || traits.HasFlag(Traits.Schema),
            IsStateful = facts.IsStateful || traits.HasFlag(Traits.Kept),
        };
    }

    private static Traits Scan(RequestField field, ref Utf8JsonReader json)
    {
        var (traits, depth) = (Traits.None, json.CurrentDepth);
        while (json.Read() && json.CurrentDepth > depth)
        {
            if (json.TokenType == JsonTokenType.PropertyName)
            {
                traits |= field switch
                {
                    RequestField.Shape => SeeShape(ref json),
                    RequestField.Messages or RequestField.Input => SeeContent(ref json),
                    _ => SeeTool(ref json),
                };
            }
        }

        return traits;
    }

    private static Traits SeeShape(ref Utf8JsonReader json)
    {
        var isType = json.CurrentDepth <= InItem && json.ValueTextEquals("type"u8);
        return isType && json.Read() && IsText(ref json, "json_schema"u8) ? Traits.Schema : Traits.None;
    }

    private static Traits SeeTool(ref Utf8JsonReader json) =>
        json.CurrentDepth == InItem && json.ValueTextEquals("vector_store_ids"u8) ? Traits.Kept : Traits.None;

    private static Traits SeeContent(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("type"u8))
        {
            return json.CurrentDepth is InItem or InPart or InResult && json.Read() ? SeeType(ref json) : Traits.None;
        }

        // A file or a thought that only the provider can read.
        var isKept = json.CurrentDepth >= InItem && (json.ValueTextEquals("file_id"u8) || json.ValueTextEquals("encrypted_content"u8));
        return isKept && json.Read() && json.TokenType == JsonTokenType.String && json.CurrentDepth <= InResult + 1 ? Traits.Kept : Traits.None;
    }

    private static Traits SeeType(ref Utf8JsonReader json) =>
        IsText(ref json, "item_reference"u8) ? Traits.Kept
        : IsText(ref json, "image_url"u8) || IsText(ref json, "input_audio"u8) || IsText(ref json, "file"u8)
            || IsText(ref json, "input_image"u8) || IsText(ref json, "input_file"u8)
            || IsText(ref json, "image"u8) || IsText(ref json, "document"u8) || IsText(ref json, "container_upload"u8) ? Traits.Attachments
        : Traits.None;

    private static bool IsText(ref Utf8JsonReader json, ReadOnlySpan<byte> text) => json.TokenType == JsonTokenType.String && json.ValueTextEquals(text);

    [Flags]
    private enum Traits
    {
        None = 0,
        Attachments = 1,
        Schema = 2,
        Kept = 4,
    }
}
