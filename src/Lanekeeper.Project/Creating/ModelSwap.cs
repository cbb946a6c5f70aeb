using System.Text;
using Lanekeeper.Project.Checking;
using Lanekeeper.Project.Reading;

namespace Lanekeeper.Project.Creating;

/// <summary>The same project with every route on one other model; the file is edited in place, so that comments and order stay.</summary>
internal static class ModelSwap
{
    public static Result<ProjectFiles> Apply(ProjectFiles files, ModelProvider provider, string model)
    {
        if (Projects.Check(files) is { Definition: null } report)
        {
            return ProjectProblems.Faulty(report.Faults);
        }

        var faults = new FaultList();
        var source = SourceText.Decode(ProjectChecker.MainFile, files.Contents[ProjectChecker.MainFile].Span, faults)!;
        var main = Edit(source, (MapNode)YamlReader.Read(source, faults)!, provider, model);
        var changed = new ProjectFiles(files.Contents
            .Where(file => file.Key != ProjectChecker.MainFile)
            .Append(KeyValuePair.Create(ProjectChecker.MainFile, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(main))));

        return Projects.Check(changed) is { Definition: null } after ? ProjectProblems.Faulty(after.Faults) : changed;
    }

    private static string Edit(SourceText source, MapNode root, ModelProvider provider, string model)
    {
        var models = root.Find("models") as MapNode;
        var name = FreeName(models, provider);
        var edits = Routes(root)
            .SelectMany(Models)
            .Select(node => (At: node.Start, Length: node.Length, Text: name))
            .ToList();
        var entry = $"{name}: {{ provider: {NameOf(provider)}, model: '{model.Replace("'", "''", StringComparison.Ordinal)}'{KeyOf(provider)}{PinOf(provider, model)} }}";
        edits.Add(models is null ? Insertion(source.Text, root, $"models: {{ {entry} }}") : Insertion(source.Text, models, entry));

        var text = new StringBuilder(source.Text);
        foreach (var (at, length, replacement) in edits.OrderByDescending(edit => edit.At))
        {
            text.Remove(at, length).Insert(at, replacement);
        }

        return text.ToString();
    }

    // What may stand in when that model is down stays as it was declared.
    private static IEnumerable<ScalarNode> Models(MapNode route) =>
        [
            (ScalarNode)route.Find("model")!,
            .. ((route.Find("rules") as ListNode)?.Items ?? []).Select(rule => (ScalarNode)((MapNode)rule).Find("model")!),
            .. route.Find("cascade") is MapNode cascade ? [(ScalarNode)cascade.Find("then")!] : Array.Empty<ScalarNode>(),
        ];

    private static IEnumerable<MapNode> Routes(MapNode root) => (root.Find("routes") as MapNode)?.Entries.Select(entry => entry.Value).OfType<MapNode>() ?? [];

    // Before the first member, in the style in which the members are written.
    private static (int At, int Length, string Text) Insertion(string text, MapNode map, string member)
    {
        if (text[map.Start] == '{')
        {
            return (map.Start + 1, 0, map.Entries.Count > 0 ? $" {member}," : $" {member} ");
        }

        var lineStart = text.LastIndexOf('\n', map.Start) + 1;
        return (map.Start, 0, $"{member}\n{text[lineStart..map.Start]}");
    }

    private static string FreeName(MapNode? models, ModelProvider provider)
    {
        var taken = models?.Entries.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal) ?? [];
        var names = Enumerable.Range(1, taken.Count + 1).Select(number => number == 1 ? $"chosen-{NameOf(provider)}" : $"chosen-{NameOf(provider)}-{number}");
        return names.First(name => !taken.Contains(name));
    }

    private static string NameOf(ModelProvider provider) => provider.ToString().ToLowerInvariant();

    // Whoever names an alias here wants it.
    private static string PinOf(ModelProvider provider, string model) => PinnedIds.IsPinned(provider, model, null) ? "" : ", allow_unpinned: true";

    private static string KeyOf(ModelProvider provider) => provider switch
    {
        ModelProvider.OpenAI => ", key: env:OPENAI_API_KEY",
        ModelProvider.Anthropic => ", key: env:ANTHROPIC_API_KEY",
        _ => "",
    };
}
