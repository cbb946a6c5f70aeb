using Lanekeeper.Project.Deploying;
using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;
using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Checking;

/// <summary>Files of JSON lines: labelled examples and gold cases, each line checked against the schemas.</summary>
internal sealed class LineFiles(CheckContext context)
{
    /// <summary>The same file is read once per workflow step that names it, as its schemas may differ.</summary>
    public ExampleFile? ReadExamples(Located<string> path, SchemaFile? input, SchemaFile? output)
    {
        if (context.Source(path) is not { } source)
        {
            return null;
        }

        var examples = new List<LabelledExample>();
        foreach (var line in Read(source, ExampleSyntax.Shape))
        {
            SchemaCheck.Whole(context, line.Input, input);
            SchemaCheck.Part(context, line.Output, output);
            examples.Add(new(line.Input.Value, line.Output.Value));
        }

        Expect(path, source, "an example");
        return new(path.Value, SnapshotHash.OfFile(context.BytesOf(path.Value).Span), examples);
    }

    public void CheckGold(Located<string> path, SchemaFile? input, SchemaFile? output)
    {
        if (context.Source(path) is not { } source)
        {
            return;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Read(source, GoldSyntax.Shape))
        {
            if (!ids.Add(line.Id.Value))
            {
                line.Id.Fault(context.Faults, $"the case `{line.Id.Value}` stands here a second time; each id may stand once");
            }

            SchemaCheck.Whole(context, line.Input, input);
            SchemaCheck.Part(context, line.Expected, output);
        }

        Expect(path, source, "a case");
    }

    private void Expect(Located<string> path, SourceText source, string what)
    {
        if (string.IsNullOrWhiteSpace(source.Text))
        {
            path.Fault(context.Faults, $"`{path.Value}` is empty; expected {what} as a JSON object in each line");
        }
    }

    private List<T> Read<T>(SourceText source, Shape<T> shape)
    {
        var lines = new List<T>();
        var start = 0;
        while (start < source.Text.Length)
        {
            var end = source.Text.IndexOf('\n', start) is >= 0 and var found ? found : source.Text.Length;
            if (!string.IsNullOrWhiteSpace(source.Text[start..end])
                && JsonReader.Read(source, start, end - start, context.Faults) is { } node
                && shape.TryRead(node, context.Faults, out var line))
            {
                lines.Add(line);
            }

            start = end + 1;
        }

        return lines;
    }
}
