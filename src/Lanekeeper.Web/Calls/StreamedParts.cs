using System.Text;

namespace Lanekeeper.Web.Calls;

/// <summary>Puts a streamed answer together: each part has its place in the answer, in whatever order its pieces come.</summary>
internal sealed class StreamedParts
{
    // An answer has a handful.
    private const int Most = 500;

    private readonly SortedDictionary<(long, long), Part> _parts = [];

    public List<Turn> Turns =>
        [.. _parts.Values.Select(part => new Turn(part.Kind, (part.Kind == TurnKind.ToolCall ? Shapes.Pretty(part.Text.ToString()) : part.Text.ToString())!, part.Name, IsAnswer: true))];

    public void Add((long, long) place, TurnKind kind, string? text, string? name = null)
    {
        if (string.IsNullOrEmpty(text) && name is null)
        {
            return;
        }

        if (!_parts.TryGetValue(place, out var part))
        {
            if (_parts.Count == Most)
            {
                return;
            }

            _parts.Add(place, part = new(kind));
        }

        part.Name ??= name;
        part.Text.Append(text);
    }

    private sealed class Part(TurnKind kind)
    {
        public TurnKind Kind { get; } = kind;

        public string? Name { get; set; }

        public StringBuilder Text { get; } = new();
    }
}
