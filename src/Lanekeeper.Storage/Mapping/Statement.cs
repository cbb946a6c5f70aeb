using System.Collections.Concurrent;
using System.Text;
using Npgsql;

namespace Lanekeeper.Storage.Mapping;

/// <summary>A statement as PostgreSQL wants it (<c>$1</c>), made once from the way we write it (<c>@name</c>).</summary>
internal sealed class Statement
{
    // Statements are constants, so this is never reached; it keeps a mistake from becoming a leak.
    private const int MostKept = 10_000;

    private static readonly ConcurrentDictionary<string, Statement> Kept = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<Type, Delegate> _readers = new();

    private Statement(string text, IReadOnlyList<string> names) => (Text, Names) = (text, names);

    public string Text { get; }

    /// <summary>The parameters' names; the first is <c>$1</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    public static Statement Of(string sql)
    {
        if (Kept.TryGetValue(sql, out var known))
        {
            return known;
        }

        var statement = Read(sql);
        return Kept.Count < MostKept ? Kept.GetOrAdd(sql, statement) : statement;
    }

    /// <summary>Turns a row of this statement's answer into a <typeparamref name="T"/>.</summary>
    public Func<NpgsqlDataReader, T> ReaderFor<T>(NpgsqlDataReader reader) =>
        (Func<NpgsqlDataReader, T>)_readers.GetOrAdd(typeof(T), static (_, open) => RowReader.Build<T>(open), reader);

    private static Statement Read(string sql)
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

        return new Statement(text.ToString(), names);
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
