using Lanekeeper.Models.Baseline.Supporting;
using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>Writes the free texts: from the sentences that were found and from fixed words, never from anything else.</summary>
internal static class Texts
{
    private const int ExtractedSentences = 2;

    /// <summary>A reply out of supporting sentences with their passages' numbers; without support it promises a person, and says nothing of the matter.</summary>
    public static Filled Reply(Field field, Form form)
    {
        var longest = field.Schema.Count("maxLength") ?? int.MaxValue;
        var support = Enumerable.Range(0, form.Evidence.Count).Select(left => form.Evidence.Take(form.Evidence.Count - left));
        var versions = support.Select(sentences => Supported(form, Cited(sentences)))
            .Append($"{Greeting.For(form.Request.Input)}\n\nThank you for your message. A person will read it and answer you.\n\n{Notice.Sentence}")
            .Append($"A person will answer you. {Notice.Aside}");
        return Limits.Shortened(field.Schema, versions.FirstOrDefault(version => Cut.Length(version) <= longest) ?? versions.Last());
    }

    /// <summary>The sentences that say most of what the field asks for: of the passages, or where there are none (or <c>from: text</c>) of the message.</summary>
    public static Filled Extract(Field field, Form form)
    {
        var text = Extracted(field, form);
        return text is null && !field.Required ? Filled.Nothing : Limits.Shortened(field.Schema, WithNotice(text ?? "Nothing was found.", field.Schema));
    }

    /// <summary>The sentences one by one, for a list of texts.</summary>
    public static IEnumerable<Filled> ExtractEach(Field item, Form form) =>
        (FromMessage(item, form) ? Own(item, form).Select(sentence => sentence.Text) : form.Evidence.Select(support => Cited([support])))
            .Select(text => Limits.Shortened(item.Schema, WithNotice(text, item.Schema)));

    public static Filled Reason(Field field, Form form)
    {
        var label = form.LabelNamed(field.Schema.HintText("of"));
        var words = label is { Words.Count: > 0 } ? $", by {string.Join(", ", label.Words.Select(word => $"\"{word}\""))}" : "";
        var why = label is null ? "Filled by patterns and by the best supporting sentences."
            : label.Confidence == 0 ? $"There are no labelled examples yet; \"{label.Name}\" is the nearest by its name."
            : FormattableString.Invariant($"Nearest to the examples of \"{label.Name}\"{words} (confidence {label.Confidence:0.00}).");
        return Limits.Shortened(field.Schema, WithNotice(why, field.Schema));
    }

    private static string Supported(Form form, string sentences) =>
        $"{Greeting.For(form.Request.Input)}\n\nThank you for your message. This is what our documents say about it:\n\n{sentences}\n\n"
        + $"If this does not answer your question, please reply, and a person will look into it.\n\n{Notice.Sentence}";

    private static string? Extracted(Field field, Form form) =>
        FromMessage(field, form)
            ? string.Join(' ', Own(field, form).Select(sentence => sentence.Text)) is { Length: > 0 } own ? own : null
            : form.Evidence.Count > 0 ? Cited(form.Evidence.Take(ExtractedSentences)) : null;

    private static bool FromMessage(Field field, Form form) => field.Schema.HintText("from") is { } from ? from == "text" : form.Request.Passages.Count == 0;

    // Where no sentence holds the field's own words, the first ones stand for the whole: openings say what a text is about.
    private static IEnumerable<Sentence> Own(Field field, Form form)
    {
        var sentences = SentenceReader.OfMessage(form.Request.Text);
        var holding = sentences.Where(sentence => sentence.Own.Keys.Any(field.Cues.Holds)).ToList();
        return (holding.Count > 0 ? holding : sentences).Take(ExtractedSentences);
    }

    private static string Cited(IEnumerable<Support> support) => string.Join(' ', support.Select(each => Cited(each.Sentence)));

    private static string Cited(Sentence sentence) => sentence.Text switch
    {
        [.., '!' or '?' or '…' or ':'] => $"{sentence.Text} [{sentence.Passage}]",
        var text => $"{text.TrimEnd('.', '。', ';', ',')} [{sentence.Passage}].",
    };

    // The notice is what must not be cut off.
    private static string WithNotice(string text, SchemaView schema)
    {
        var room = (schema.Count("maxLength") ?? int.MaxValue) - Notice.Aside.Length - 1;
        return room > 0 ? $"{Cut.AtWord(text, room)} {Notice.Aside}" : Notice.Aside;
    }
}
