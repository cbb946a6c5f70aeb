using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Lanekeeper.Models.Baseline;
using Lanekeeper.Models.Shaping;
using Lanekeeper.Project;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Providing;

/// <summary>The built-in model behind the same door as the others: no network, no key, no cost.</summary>
internal sealed class BaselineProvider : IProvider
{
    private const int MostKept = 64;

    private static readonly JsonElement FreeText = JsonElement.Parse(
        """{"type":"object","required":["text"],"properties":{"text":{"type":"string","x-lanekeeper":{"fill":"reply"}}}}""");

    private readonly BaselineModel _baseline = new();
    private readonly ConcurrentDictionary<(string Hash, string? Template), BaselineExamples> _examples = new();

    public ModelProvider Kind => ModelProvider.Baseline;

    public string Name => "lanekeeper.baseline";

    public bool TakesRepair => false;

    public Result<PreparedCall> Prepare(ModelCall call, IReadOnlyList<ChatMessage> messages)
    {
        var model = call.Route.Model;
        if (call.Baseline is not { } material)
        {
            return ModelProblems.MissingMaterial(ModelLabel.Of(model));
        }

        if (!Examples(material).Succeeded(out var examples, out var problem))
        {
            return problem;
        }

        var passages = material.Passages.Select(passage => new BaselinePassage(passage.Id, passage.Document, passage.Heading, passage.Text)).ToList();
        var request = new BaselineRequest(call.Output?.Json ?? FreeText, material.Text, material.Input, examples, passages);
        return new PreparedCall(WriteRequest(model, call.Output, material), _ => Task.FromResult(Answer(model, request, call.Output is null)), null);
    }

    private ProviderReply Answer(ModelDefinition model, BaselineRequest request, bool freeText)
    {
        var answer = _baseline.Answer(request);
        return new ProviderReply
        {
            Text = freeText && ((JsonElement?)answer.Output).Get("text").Text() is { } words ? words : answer.Text,
            Confidence = answer.Confidence,
            Body = WriteResponse(model, answer),
            ServedModel = model.Model,
            FinishReason = "stop",
            Usage = TokenUsage.None,
            Problem = answer.Gaps.Count == 0 ? null
                : ModelProblems.UnfilledOutput(ModelLabel.Of(model), [.. answer.Gaps.Select(gap => $"{gap.Pointer}: {gap.Reason}")]),
        };
    }

    /// <summary>Read once for each file and template; what is learned from them is kept by their own hash.</summary>
    private Result<BaselineExamples> Examples(BaselineMaterial material)
    {
        if (material.Examples is not { } file)
        {
            return BaselineExamples.None;
        }

        var key = (file.Hash, material.TextTemplate?.Text);
        if (_examples.TryGetValue(key, out var kept))
        {
            return kept;
        }

        if (!Read(file, material.TextTemplate).Succeeded(out var examples, out var problem))
        {
            return problem;
        }

        // Files change with deployments, seldom; starting over is simpler than counting ages.
        if (_examples.Count >= MostKept)
        {
            _examples.Clear();
        }

        return _examples.GetOrAdd(key, examples);
    }

    private static Result<BaselineExamples> Read(ExampleFile file, Template? template)
    {
        var read = new List<BaselineExample>(file.Examples.Count);
        foreach (var example in file.Examples)
        {
            var text = template is null ? BaselineExamples.AllStrings(example.Input) : template.Render(JsonSerializer.SerializeToElement(new { input = example.Input }));
            if (!text.Succeeded(out var words, out var problem))
            {
                return ModelProblems.ExamplesDoNotFit(file.Path, read.Count + 1, problem.Message);
            }

            read.Add(new BaselineExample(words, example.Output));
        }

        return new BaselineExamples(read);
    }

    private static byte[] WriteRequest(ModelDefinition model, SchemaFile? output, BaselineMaterial material) => Write(writer =>
    {
        writer.WriteString("model", model.Model);
        writer.WriteString("text", material.Text);
        writer.WriteString("output", output?.Path);
        writer.WriteString("examples", material.Examples?.Path);
        writer.WriteString("examples_hash", material.Examples?.Hash);
        writer.WriteStartArray("passages");
        foreach (var passage in material.Passages)
        {
            writer.WriteStringValue(passage.Id);
        }

        writer.WriteEndArray();
    });

    private static byte[] WriteResponse(ModelDefinition model, BaselineAnswer answer) => Write(writer =>
    {
        writer.WriteString("model", model.Model);
        writer.WritePropertyName("output");
        writer.WriteRawValue(answer.Text, skipInputValidation: true);
        if (answer.Confidence is { } confidence)
        {
            writer.WriteNumber("confidence", confidence);
        }

        writer.WriteStartArray("gaps");
        foreach (var gap in answer.Gaps)
        {
            writer.WriteStringValue($"{gap.Pointer}: {gap.Reason}");
        }

        writer.WriteEndArray();
    });

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, SentSchema.Plain))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
