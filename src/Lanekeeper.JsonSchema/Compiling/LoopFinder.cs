using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Compiling;

/// <summary>Finds schemas that apply themselves to the same value again, and so would never end.</summary>
internal static class LoopFinder
{
    private enum Visit
    {
        Open,
        Done,
    }

    public static void Report(IEnumerable<SchemaNode> nodes, SchemaFaults faults)
    {
        var visits = new Dictionary<SchemaNode, Visit>();
        foreach (var node in nodes)
        {
            Walk(node, visits, faults);
        }
    }

    private static void Walk(SchemaNode start, Dictionary<SchemaNode, Visit> visits, SchemaFaults faults)
    {
        if (visits.ContainsKey(start))
        {
            return;
        }

        var open = new Stack<(SchemaNode Node, IEnumerator<(KeywordOrigin, SchemaNode)> Next)>();
        Open(start, visits, open);
        while (open.TryPeek(out var top))
        {
            if (!top.Next.MoveNext())
            {
                visits[top.Node] = Visit.Done;
                open.Pop();
                continue;
            }

            var (origin, next) = top.Next.Current;
            if (!visits.TryGetValue(next, out var visit))
            {
                Open(next, visits, open);
            }
            else if (visit == Visit.Open)
            {
                faults.Add(origin.SchemaPath, $"leads back to itself without going deeper into the value: validating would never end");
            }
        }
    }

    private static void Open(SchemaNode node, Dictionary<SchemaNode, Visit> visits, Stack<(SchemaNode Node, IEnumerator<(KeywordOrigin, SchemaNode)> Next)> open)
    {
        visits[node] = Visit.Open;
        open.Push((node, Edges(node).GetEnumerator()));
    }

    private static IEnumerable<(KeywordOrigin Origin, SchemaNode Node)> Edges(SchemaNode node) =>
        node.Keywords.SelectMany(keyword => keyword.InPlace.Select(next => (keyword.Origin, next)));
}
