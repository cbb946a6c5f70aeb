using System.Text.Json;
using System.Text.Json.Nodes;
using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>Fills a field and all below it. What cannot be filled takes its default, else null where that is allowed, else is left out, else is a gap.</summary>
internal static class Filler
{
    private const int MostItems = 20;

    public static Filled Fill(Field field, Form form, List<BaselineGap> gaps)
    {
        var filled = field.Fill switch
        {
            Filling.Fill.Members => Members(field, form, gaps),
            _ when field.Schema.Types is ["array", ..] => List(field, form),
            _ => Single(field, form),
        };
        if (filled.Found)
        {
            return filled;
        }

        if (field.Schema.Get("default") is { } standard)
        {
            return Filled.With(JsonNode.Parse(standard.GetRawText()));
        }

        if (field.Schema.Nullable)
        {
            return Filled.With(null);
        }

        if (field.Required && field.Fill != Filling.Fill.Members)
        {
            gaps.Add(new BaselineGap(field.Pointer, WhyEmpty(field)));
        }

        return Filled.Nothing;
    }

    private static Filled Members(Field field, Form form, List<BaselineGap> gaps)
    {
        var filled = new JsonObject();
        var inside = new List<BaselineGap>();
        foreach (var member in field.Members)
        {
            var value = Fill(member, form, inside);
            if (value.Found)
            {
                filled[member.Name] = value.Value;
            }
        }

        // An object that may stay away does so rather than stand there with holes.
        if (inside.Count > 0 && (!field.Required || field.Schema.Nullable))
        {
            return Filled.Nothing;
        }

        gaps.AddRange(inside);
        return Filled.With(filled);
    }

    private static Filled Single(Field field, Form form) => field.Fill switch
    {
        Filling.Fill.Fixed => Filled.With(JsonNode.Parse(field.Schema.Get("const")!.Value.GetRawText())),
        Filling.Fill.Label => form.Label(field) is { } label ? Filled.With(JsonNode.Parse(label.Value.GetRawText())) : Filled.Nothing,
        Filling.Fill.Confidence => form.LabelNamed(field.Schema.HintText("of")) is { } label ? Limits.Number(field.Schema, (decimal)label.Confidence) : Filled.Nothing,
        Filling.Fill.Reason => Texts.Reason(field, form),
        Filling.Fill.Reply => Texts.Reply(field, form),
        Filling.Fill.Extract => Texts.Extract(field, form),
        Filling.Fill.Copy => Copy(field, form),
        _ => Values.Find(field, form).FirstOrDefault(),
    };

    private static Filled List(Field field, Form form)
    {
        var item = field.Item ?? field;
        var found = field.Fill == Filling.Fill.Citations ? Citations.Of(item, form)
            : field.Fill == Filling.Fill.Copy ? []
            : EachOf(field.Fill == Filling.Fill.Items ? item : item with { Fill = field.Fill }, form);
        var most = Math.Min(field.Schema.Count("maxItems") ?? MostItems, MostItems);
        var values = found.Where(filled => filled.Found).DistinctBy(filled => filled.Value?.ToJsonString()).Take(most).Select(filled => filled.Value).ToArray();
        return field.Fill == Filling.Fill.Copy ? Copy(field, form)
            : values.Length >= (field.Schema.Count("minItems") ?? 0) ? Filled.With(new JsonArray(values)) : Filled.Nothing;
    }

    private static IEnumerable<Filled> EachOf(Field item, Form form) => item.Fill switch
    {
        Filling.Fill.Extract => Texts.ExtractEach(item, form),
        Filling.Fill.Members or Filling.Fill.Items or Filling.Fill.Nothing => [],
        Filling.Fill.Label or Filling.Fill.Fixed or Filling.Fill.Confidence or Filling.Fill.Reason or Filling.Fill.Reply => [Single(item, form)],
        _ => Values.Find(item, form),
    };

    // "from": "input.field"
    private static Filled Copy(Field field, Form form)
    {
        string[] steps = field.Schema.HintText("from")?.Split('.') ?? [];
        if (steps is not ["input", .. var path] || JsonText.At(form.Request.Input, path) is not { } value)
        {
            return Filled.Nothing;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => Limits.Exact(field.Schema, JsonText.Of(value)!),
            JsonValueKind.Number when value.TryGetDecimal(out var number) => Limits.Number(field.Schema, number),
            JsonValueKind.Null => field.Schema.Nullable ? Filled.With(null) : Filled.Nothing,
            JsonValueKind.True or JsonValueKind.False => field.Schema.Allows("boolean") ? Filled.With(JsonNode.Parse(value.GetRawText())) : Filled.Nothing,
            _ => Filled.With(JsonNode.Parse(value.GetRawText())),
        };
    }

    private static string WhyEmpty(Field field) => field.Fill switch
    {
        Filling.Fill.Nothing => "The baseline does not know how to fill it: give it an x-lanekeeper.fill, a default, or let it be null.",
        Filling.Fill.Label => "There are no examples with this label: add some, or list the labels as an enum.",
        Filling.Fill.Citations => "No passage supports the answer.",
        _ => $"The message holds no {field.Fill.ToString().ToLowerInvariant()} that fits its schema.",
    };
}
