using System.Text.Json;
using Lanekeeper.Models.Baseline.Extracting;

namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>Chooses how a property is filled: what the schema says, else what its type, its format and at last its name suggest.</summary>
internal static class FillChoice
{
    public static Fill Of(string name, SchemaView schema)
    {
        if (schema.HintText("fill") is { } hint)
        {
            return Named(hint);
        }

        var values = schema.Get("enum");
        return schema.Types switch
        {
            _ when schema.Get("const") is not null => Fill.Fixed,
            _ when values is { ValueKind: JsonValueKind.Array } => Fill.Label,
            ["boolean"] => Fill.Label,
            ["array", ..] => ByName(name) == Fill.Citations ? Fill.Citations : Fill.Items,
            ["object", ..] => Fill.Members,
            [] when schema.Get("properties") is not null => Fill.Members,
            ["string", ..] or [] => ByFormat(schema.Text("format")) ?? ByName(name) ?? (schema.Get("pattern") is null ? Fill.Extract : Fill.Id),
            _ => ByName(name) is Fill.Amount or Fill.Confidence ? ByName(name)!.Value : Fill.Nothing,
        };
    }

    private static Fill Named(string hint) => hint switch
    {
        "label" => Fill.Label,
        "confidence" => Fill.Confidence,
        "reason" => Fill.Reason,
        "reply" => Fill.Reply,
        "extract" => Fill.Extract,
        "citations" => Fill.Citations,
        "copy" => Fill.Copy,
        "amount" => Fill.Amount,
        "currency" => Fill.Currency,
        "date" => Fill.Date,
        "email" => Fill.Email,
        "phone" => Fill.Phone,
        "id" => Fill.Id,
        "uri" => Fill.Uri,
        "uuid" => Fill.Uuid,
        _ => Fill.Nothing,
    };

    private static Fill? ByFormat(string? format) => format switch
    {
        "date" => Fill.Date,
        "email" => Fill.Email,
        "uri" => Fill.Uri,
        "uuid" => Fill.Uuid,
        _ => null,
    };

    private static Fill? ByName(string name) => Cues.Spaced(name).ToLowerInvariant().Split(' ')[^1] switch
    {
        "reply" or "answer" => Fill.Reply,
        "reason" => Fill.Reason,
        "confidence" => Fill.Confidence,
        "citations" => Fill.Citations,
        "amount" or "total" or "price" => Fill.Amount,
        "currency" => Fill.Currency,
        "date" => Fill.Date,
        "email" => Fill.Email,
        "phone" => Fill.Phone,
        "id" => Fill.Id,
        _ => null,
    };
}
