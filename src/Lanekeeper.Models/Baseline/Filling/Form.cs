using Lanekeeper.Models.Baseline.Classifying;
using Lanekeeper.Models.Baseline.Extracting;
using Lanekeeper.Models.Baseline.Supporting;
using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>One request while it is being answered: what several fields need is found once, when the first of them asks.</summary>
internal sealed class Form
{
    private const int MostSupport = 3;
    private const double SureEnoughToSearchFor = 0.5;

    private readonly ClassifierShelf _shelf;
    private readonly Dictionary<string, LabelChoice?> _labels = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<Support>> _evidence;
    private readonly Lazy<IReadOnlyList<string>> _texts;

    public Form(BaselineRequest request, ClassifierShelf shelf)
    {
        (Request, _shelf) = (request, shelf);
        Root = FieldReader.Read(request.OutputSchema);
        _evidence = new Lazy<IReadOnlyList<Support>>(FindEvidence);
        _texts = new Lazy<IReadOnlyList<string>>(() => [.. Searched()]);
    }

    public BaselineRequest Request { get; }

    public Field Root { get; }

    /// <summary>The first label of the schema: what <c>confidence</c> and <c>reason</c> speak of unless they name another.</summary>
    public LabelChoice? MainLabel => LabelNamed(null);

    /// <summary>The sentences of the passages that the reply, the extracts and the citations share.</summary>
    public IReadOnlyList<Support> Evidence => _evidence.Value;

    /// <summary>Where values are looked for: the text first, then each string of the input that is not part of it.</summary>
    public IReadOnlyList<string> Texts => _texts.Value;

    public LabelChoice? Label(Field field)
    {
        if (!_labels.TryGetValue(field.Pointer, out var choice))
        {
            _labels[field.Pointer] = choice = Labels.Choose(field, Request, _shelf);
        }

        return choice;
    }

    public LabelChoice? LabelNamed(string? name) =>
        Root.All().FirstOrDefault(field => field.Fill == Fill.Label && (name is null || field.Name == name)) is { } field ? Label(field) : null;

    private IReadOnlyList<Support> FindEvidence()
    {
        var question = MainLabel is { } label && label.Confidence >= SureEnoughToSearchFor ? $"{Request.Text}\n{Cues.Spaced(label.Name)}" : Request.Text;
        return Supporting.Evidence.Find(question, SentenceReader.OfPassages(Request.Passages), MostSupport);
    }

    private IEnumerable<string> Searched()
    {
        var text = Bounded(Request.Text);
        yield return text;
        foreach (var other in JsonText.All(Request.Input).Select(Bounded))
        {
            if (!text.Contains(other, StringComparison.Ordinal))
            {
                yield return other;
            }
        }
    }

    private static string Bounded(string text) => text.Length <= Expressions.LongestText ? text : text[..Expressions.LongestText];
}
