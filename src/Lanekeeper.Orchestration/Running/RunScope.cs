using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Lanekeeper.Orchestration.Storing;

namespace Lanekeeper.Orchestration.Running;

/// <summary>Writes the one JSON object that a run's templates, conditions and rules read. Values are copied as they stand, not read and written again.</summary>
internal static class RunScope
{
    // An output of the reader's usual 64 levels stands three levels deep in here.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 80 };

    public static JsonElement Write(RunRow run, IEnumerable<StepRow> steps, bool withRun)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            WriteValue(writer, "input", run.Input);
            if (withRun)
            {
                WriteRun(writer, run);
            }

            writer.WriteStartObject("steps");
            foreach (var step in steps)
            {
                WriteStep(writer, step);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan, Deep);
    }

    private static void WriteRun(Utf8JsonWriter writer, RunRow run)
    {
        writer.WriteStartObject("run");
        writer.WriteString("id", run.Id);
        writer.WriteString("workflow", run.Workflow);
        writer.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter writer, StepRow step)
    {
        writer.WriteStartObject(step.Id);
        writer.WriteString("state", step.State.ToString().ToLowerInvariant());
        if (step.Output is { } output)
        {
            WriteValue(writer, "output", output);
        }

        if (step.Confidence is { } confidence)
        {
            writer.WriteNumber("confidence", confidence);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
    }
}
