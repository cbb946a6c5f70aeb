using System.Text;
using Lanekeeper.Testing;

namespace Lanekeeper.Bench.Baseline;

/// <summary>
/// banking77's training file, split as the project promises: intents in ordinal order; of each intent the first min(50, n/2) rows in file order
/// are the examples, the rest is asked.
/// </summary>
internal sealed record Banking77(IReadOnlyList<string> Intents, IReadOnlyList<Message> Examples, IReadOnlyList<Message> Asked)
{
    private const int MostExamples = 50;

    public static Banking77 Load(int intents)
    {
        var groups = Rows(File.ReadAllText(TestData.File("banking77", "train.csv"))).Skip(1)
            .GroupBy(row => row[1]).OrderBy(group => group.Key, StringComparer.Ordinal).Take(intents).ToList();
        var (examples, asked) = (new List<Message>(), new List<Message>());
        foreach (var (intent, rows) in groups.Index().Select(group => (group.Index, group.Item.ToList())))
        {
            var count = Math.Min(MostExamples, rows.Count / 2);
            examples.AddRange(rows.Take(count).Select(row => new Message(row[0], intent)));
            asked.AddRange(rows.Skip(count).Select(row => new Message(row[0], intent)));
        }

        return new Banking77([.. groups.Select(group => group.Key)], examples, asked);
    }

    private static IEnumerable<List<string>> Rows(string csv)
    {
        var (row, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        foreach (var letter in csv)
        {
            switch (letter)
            {
                case '"':
                    // A doubled quote inside quotes ends and begins again, and is the only quote that is kept.
                    quoted = !quoted;
                    cell.Append(quoted && cell.Length > 0 ? "\"" : "");
                    break;
                case ',' or '\n' when !quoted:
                    row.Add(cell.ToString().TrimEnd('\r'));
                    cell.Clear();
                    if (letter == '\n')
                    {
                        yield return row;
                        row = [];
                    }

                    break;
                default:
                    cell.Append(letter);
                    break;
            }
        }
    }
}

/// <param name="Intent">The intent's number in ordinal order.</param>
internal readonly record struct Message(string Text, int Intent);
