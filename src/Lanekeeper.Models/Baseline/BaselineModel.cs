using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lanekeeper.Models.Baseline.Classifying;
using Lanekeeper.Models.Baseline.Filling;

namespace Lanekeeper.Models.Baseline;

/// <summary>
/// The floor: a model without a network and without opinions. It fills an output schema from labelled examples, from retrieved passages and from what
/// stands in the message. Nothing that a message says is ever followed, only read; the same request gets the same answer. Safe to share between threads.
/// </summary>
internal sealed class BaselineModel
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ClassifierShelf _classifiers = new();

    public BaselineAnswer Answer(BaselineRequest request)
    {
        var form = new Form(request, _classifiers);
        var gaps = new List<BaselineGap>();
        var filled = Filler.Fill(form.Root, form, gaps);
        var text = (filled.Found ? filled.Value : new JsonObject())?.ToJsonString(Plain) ?? "null";
        return new BaselineAnswer(JsonElement.Parse(text), form.MainLabel?.Confidence, text, gaps);
    }
}
