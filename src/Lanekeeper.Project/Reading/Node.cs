namespace Lanekeeper.Project.Reading;

/// <summary>One value of a YAML or JSON file, and where it stands.</summary>
internal abstract class Node(SourceText source, int start)
{
    public SourceText Source { get; } = source;

    public int Start { get; } = start;

    /// <summary>What this is, for a sentence that begins with "found".</summary>
    public abstract string Found { get; }

    public void Fault(FaultList faults, string message) => Source.Fault(faults, Start, message);
}

internal sealed class MapNode(SourceText source, int start, IReadOnlyList<MapEntry> entries) : Node(source, start)
{
    public IReadOnlyList<MapEntry> Entries { get; } = entries;

    public override string Found => "an object";

    public Node? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name)?.Value;
}

/// <param name="Key">Where the name stands.</param>
internal sealed record MapEntry(string Name, Node Key, Node Value);

internal sealed class ListNode(SourceText source, int start, IReadOnlyList<Node> items) : Node(source, start)
{
    public IReadOnlyList<Node> Items { get; } = items;

    public override string Found => "a list";
}

internal enum ScalarKind
{
    Text,
    Number,
    Truth,
    Nothing,
}

/// <param name="end">Where the scalar ends in the file, quotes included.</param>
internal sealed class ScalarNode(SourceText source, int start, int end, string text, ScalarKind kind) : Node(source, start)
{
    private const int Longest = 40;

    public string Text { get; } = text;

    public ScalarKind Kind { get; } = kind;

    /// <summary>How long it is in the file, quotes included.</summary>
    public int Length => end - Start;

    public override string Found => Kind switch
    {
        ScalarKind.Nothing => "nothing",
        _ when Text.Length == 0 => "an empty text",
        _ => $"`{(Text.Length <= Longest ? Text : $"{Text[..Longest]}...").ReplaceLineEndings(" ")}`",
    };

    /// <summary>A fault at a place within the text, which YAML may have written with quotes, escapes and line breaks.</summary>
    public void Fault(FaultList faults, int offset, string message) =>
        Source.Fault(faults, ScalarOrigin.Of(Source.Text.AsSpan(Start, Length), Text, offset) + Start, message);
}
