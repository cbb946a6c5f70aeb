using System.Text.Json.Nodes;
using Lanekeeper.Models.Baseline.Supporting;
using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>Names the passages behind the answer: by number, by id, or as objects that quote the sentence.</summary>
internal static class Citations
{
    public static IEnumerable<Filled> Of(Field item, Form form)
    {
        var support = item.Fill == Fill.Members ? form.Evidence : form.Evidence.DistinctBy(each => each.Sentence.Passage);
        return support.Select(each => Cite(item, each, form.Request.Passages[each.Sentence.Passage - 1]));
    }

    private static Filled Cite(Field item, Support support, BaselinePassage passage) =>
        item.Fill == Fill.Members ? Quote(item, support, passage)
        : item.Schema.Allows("integer") || item.Schema.Allows("number") ? Limits.Number(item.Schema, support.Sentence.Passage)
        : Limits.Exact(item.Schema, passage.Id);

    private static Filled Quote(Field item, Support support, BaselinePassage passage)
    {
        var quote = new JsonObject();
        foreach (var member in item.Members)
        {
            var filled = Member(member, support.Sentence, passage);
            if (filled.Found)
            {
                quote[member.Name] = filled.Value;
            }
            else if (member.Required)
            {
                return Filled.Nothing;
            }
        }

        return Filled.With(quote);
    }

    private static Filled Member(Field member, Sentence sentence, BaselinePassage passage) => member.Name.ToLowerInvariant() switch
    {
        "passage" or "number" => member.Schema.Allows("integer") || member.Schema.Allows("number")
            ? Limits.Number(member.Schema, sentence.Passage) : Limits.Exact(member.Schema, passage.Id),
        "id" or "passage_id" or "passageid" => Limits.Exact(member.Schema, passage.Id),
        "quote" or "text" or "sentence" => Limits.Shortened(member.Schema, sentence.Text),
        "document" or "source" => Limits.Exact(member.Schema, JsonText.WellFormed(passage.Document)),
        "heading" or "title" => Limits.Exact(member.Schema, JsonText.WellFormed(passage.Heading)),
        _ => Filled.Nothing,
    };
}
