using System.Text.Json;
using Lanekeeper.Models.Wire.Reading;

namespace Lanekeeper.Models.Wire.Requests;

/// <summary>What the larger fields of a request tell about what it needs.</summary>
internal static class RequestTraits
{
    // How deep members stand: of an item, of what an item holds, of a part of a message's content, and of a part of a tool's result within it.
    private const int InItem = 3;
    private const int InOutput = 4;
    private const int InPart = 5;
    private const int InResult = 7;

    /// <param name="json">Stands at the field's name.</param>
    public static RequestFacts Read(RequestField field, ref Utf8JsonReader json, RequestFacts facts)
    {
        json.Read();
        var from = json.TokenStartIndex;
        var isOpen = json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;
        var images = default(Images);
        var traits = isOpen ? Scan(field, ref json, ref images) : Traits.None;
        var isTools = field is RequestField.Tools or RequestField.Functions && isOpen && json.BytesConsumed - from > 2;
        return facts with
        {
            HasTools = facts.HasTools || isTools,
            HasAttachments = facts.HasAttachments || traits.HasFlag(Traits.Attachments),
            Images = facts.Images + images.Count,
            ImageBytes = facts.ImageBytes + images.Bytes,
            HasSchema = facts.HasSchema || traits.HasFlag(Traits.Schema),
            IsStateful = facts.IsStateful || traits.HasFlag(Traits.Kept),
        };
    }

    private static Traits Scan(RequestField field, ref Utf8JsonReader json, ref Images images)
    {
        var (traits, depth) = (Traits.None, json.CurrentDepth);
        while (json.Read() && json.CurrentDepth > depth)
        {
            if (json.TokenType == JsonTokenType.PropertyName)
            {
                traits |= field switch
                {
                    RequestField.Shape => SeeShape(ref json),
                    RequestField.Messages or RequestField.Input => SeeContent(ref json, ref images),
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

    private static Traits SeeContent(ref Utf8JsonReader json, ref Images images)
    {
        if (json.ValueTextEquals("type"u8))
        {
            return json.CurrentDepth is InItem or InOutput or InPart or InResult && json.Read() ? SeeType(ref json, ref images) : Traits.None;
        }

        if (json.CurrentDepth is InOutput or InPart or InResult && (json.ValueTextEquals("image_url"u8) || json.ValueTextEquals("source"u8)))
        {
            return SeeImage(ref json, ref images);
        }

        return SeeKept(ref json);
    }

    // A file or a thought that only the provider can read.
    private static Traits SeeKept(ref Utf8JsonReader json)
    {
        var isKept = json.CurrentDepth >= InItem && (json.ValueTextEquals("file_id"u8) || json.ValueTextEquals("encrypted_content"u8));
        return isKept && json.Read() && json.TokenType == JsonTokenType.String && json.CurrentDepth <= InResult + 1 ? Traits.Kept : Traits.None;
    }

    // "image_url": "data:image/...", "image_url": { "url": "data:image/..." }, "source": { "media_type": "image/...", "data": "..." }
    private static Traits SeeImage(ref Utf8JsonReader json, ref Images images)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
        {
            images.Bytes += SizeOfImage(ref json);
        }

        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return Traits.None;
        }

        var (traits, data, isImage) = (Traits.None, 0L, false);
        while (WireJson.NextMember(ref json))
        {
            var (isUrl, isData) = (json.ValueTextEquals("url"u8), json.ValueTextEquals("data"u8));
            if (!isUrl && !isData && !json.ValueTextEquals("media_type"u8))
            {
                traits |= SeeKept(ref json);
            }
            else if (json.Read() && json.TokenType == JsonTokenType.String)
            {
                images.Bytes += isUrl ? SizeOfImage(ref json) : 0;
                data = isData ? json.ValueSpan.Length : data;
                isImage |= !isUrl && !isData && json.ValueSpan.StartsWith("image"u8);
            }

            json.Skip();
        }

        images.Bytes += isImage ? data : 0;
        return traits;
    }

    private static long SizeOfImage(ref Utf8JsonReader json) => json.ValueSpan.StartsWith("data:image"u8) ? json.ValueSpan.Length : 0;

    private static Traits SeeType(ref Utf8JsonReader json, ref Images images)
    {
        if (IsText(ref json, "image_url"u8) || IsText(ref json, "input_image"u8) || IsText(ref json, "image"u8) || IsText(ref json, "computer_screenshot"u8))
        {
            images.Count++;
            return Traits.Attachments;
        }

        return IsText(ref json, "item_reference"u8) ? Traits.Kept
            : IsText(ref json, "input_audio"u8) || IsText(ref json, "file"u8) || IsText(ref json, "input_file"u8)
                || IsText(ref json, "document"u8) || IsText(ref json, "container_upload"u8) ? Traits.Attachments
            : Traits.None;
    }

    private static bool IsText(ref Utf8JsonReader json, ReadOnlySpan<byte> text) => json.TokenType == JsonTokenType.String && json.ValueTextEquals(text);

    [Flags]
    private enum Traits
    {
        None = 0,
        Attachments = 1,
        Schema = 2,
        Kept = 4,
    }

    /// <summary>How many there are, and how much of the body they take.</summary>
    private struct Images
    {
        public int Count;
        public long Bytes;
    }
}
