using System.Text.Json;
using Lanekeeper.Models.Baseline.Classifying;
using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>Chooses the label of a field by the labelled examples. Without any example of it, an enum takes the label whose name is nearest, with confidence 0.</summary>
internal static class Labels
{
    private const int MostLabels = 500;
    private const int WordsTold = 3;

    public static LabelChoice? Choose(Field field, BaselineRequest request, ClassifierShelf shelf)
    {
        var isListed = field.Schema.Get("enum") is not null;
        var values = field.Allowed is { Count: > 0 } allowed ? allowed : Distinct(Labelled(field, request.Examples).Select(example => example.Value));
        if (values.Count is 0 or > MostLabels || !isListed && Labelled(field, request.Examples).Count == 0)
        {
            return null;
        }

        string[] names = [.. values.Select(NameOf)];
        var classifier = shelf.Get($"{request.Examples.Hash} {field.Pointer} {string.Join('\u001f', names)}", () => Train(names, values, Labelled(field, request.Examples)));
        var (label, confidence) = classifier.Classify(request.Text);
        return new LabelChoice(values[label], names[label], Math.Round(confidence, 4), classifier.WordsFor(label, request.Text, WordsTold));
    }

    private static LabelClassifier Train(string[] names, IReadOnlyList<JsonElement> values, List<(string Text, JsonElement Value)> labelled)
    {
        var known = labelled.Select(example => (example.Text, Label: IndexOf(values, example.Value))).Where(example => example.Label >= 0).ToList();
        return new LabelClassifier(names, [.. known.Select(example => example.Text)], [.. known.Select(example => example.Label)]);
    }

    // A list of labels makes its text an example of each.
    private static List<(string Text, JsonElement Value)> Labelled(Field field, BaselineExamples examples) =>
        [.. examples.All.SelectMany(example => JsonText.At(example.Output, field.Path) switch
        {
            null or { ValueKind: JsonValueKind.Null or JsonValueKind.Object } => [],
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(value => (example.Text, value)),
            { } value => [(example.Text, value)],
        })];

    private static List<JsonElement> Distinct(IEnumerable<JsonElement> values)
    {
        var distinct = new List<JsonElement>();
        foreach (var value in values)
        {
            if (distinct.Count <= MostLabels && IndexOf(distinct, value) < 0)
            {
                distinct.Add(value);
            }
        }

        return distinct;
    }

    private static int IndexOf(IReadOnlyList<JsonElement> values, JsonElement value)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (JsonElement.DeepEquals(values[i], value))
            {
                return i;
            }
        }

        return -1;
    }

    private static string NameOf(JsonElement value) => JsonText.Of(value) ?? value.GetRawText();
}
