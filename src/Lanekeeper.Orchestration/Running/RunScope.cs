using System.Buffers;
using System.Text.Json;
using Lanekeeper.Orchestration.Storing;

namespace Lanekeeper.Orchestration.Running;

/// <summary>Writes the one JSON object that a run's templates, conditions and rules read.</summary>
internal static class RunScope
{
    public static JsonElement Write(RunRow run, IEnumerable<StepRow> steps)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("input");
            run.Input.WriteTo(writer);
            WriteRun(writer, run);
            writer.WriteStartObject("steps");
            foreach (var step in steps)
            {
                WriteStep(writer, step);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
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
            writer.WritePropertyName("output");
            output.WriteTo(writer);
        }

        if (step.Confidence is { } confidence)
        {
            writer.WriteNumber("confidence", confidence);
        }

        writer.WriteEndObject();
    }
}
