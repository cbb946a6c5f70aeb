using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Lanekeeper.Storage.Mapping;

/// <summary>A statement as PostgreSQL wants it (<c>$1</c>), made once from the way we write it (<c>@name</c>).</summary>
internal sealed partial class Statement
{
    // Statements are constants, so this is never reached; it keeps a mistake from becoming a leak.
    private const int MostKept = 10_000;

    private static readonly ConcurrentDictionary<string, Statement> Kept = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, Statement> KeptForOneRow = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<Type, Delegate> _readers = new();

    private Statement(string text, IReadOnlyList<string> names, IReadOnlySet<string> singles) => (Text, Names, Singles) = (text, names, singles);

    public string Text { get; }

    /// <summary>The parameters' names; the first is <c>$1</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Those of the names whose list is not sent, but the one value in it.</summary>
    public IReadOnlySet<string> Singles { get; }

    public static Statement Of(string sql) => Find(Kept, sql, static sql => Read(sql, ReadOnlySet<string>.Empty));

    /// <summary>The same with <c>(values (@a::text))</c> in place of <c>unnest(@as::text[])</c>.</summary>
    public static Statement ForOneRow(string sql) => Find(KeptForOneRow, sql, ReadForOneRow);

    /// <summary>Turns a row of this statement's answer into a <typeparamref name="T"/>.</summary>
    public Func<NpgsqlDataReader, T> ReaderFor<T>(NpgsqlDataReader reader) =>
        (Func<NpgsqlDataReader, T>)_readers.GetOrAdd(typeof(T), static (_, open) => RowReader.Build<T>(open), reader);

    private static Statement Find(ConcurrentDictionary<string, Statement> kept, string sql, Func<string, Statement> read)
    {
        if (kept.TryGetValue(sql, out var known))
        {
            return known;
        }

        var statement = read(sql);
        return kept.Count < MostKept ? kept.GetOrAdd(sql, statement) : statement;
    }

    private static Statement ReadForOneRow(string sql)
    {
        var singles = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var text = Unnested().Replace(sql, lists =>
        {
            singles.UnionWith(lists.Groups["name"].Captures.Select(name => name.Value));
            return $"(values ({lists.Groups["lists"].Value.Replace("[]", "", StringComparison.Ordinal)}))";
        });
        return Read(text, singles);
    }

    [GeneratedRegex(@"unnest\((?<lists>\s*@(?<name>\w+)::\w+\[\](\s*,\s*@(?<name>\w+)::\w+\[\])*\s*)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Unnested();

    private static Statement Read(string sql, IReadOnlySet<string> singles)
    {
        var text = new StringBuilder(sql.Length);
        var names = new List<string>();
        for (var at = 0; at < sql.Length;)
        {
            var behind = SqlText.SkipQuoted(sql, at);
            if (behind == at && IsParameter(sql, at))
            {
                behind = at + 2;
                while (behind < sql.Length && SqlText.IsNameChar(sql[behind]))
                {
                    behind++;
                }

                text.Append('$').Append(NumberOf(names, sql[(at + 1)..behind]));
            }
            else
            {
                behind = Math.Max(behind, at + 1);
                text.Append(sql, at, behind - at);
            }

            at = behind;
        }

        return new Statement(text.ToString(), names, singles);
    }

    // The second @ of the operator @@ begins no name.
    private static bool IsParameter(string sql, int at) =>
        sql[at] == '@' && at + 1 < sql.Length && SqlText.IsNameStart(sql[at + 1]) && (at == 0 || sql[at - 1] != '@');

    private static int NumberOf(List<string> names, string name)
    {
        var index = names.FindIndex(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            return index + 1;
        }

        names.Add(name);
        return names.Count;
    }
}
