namespace Lanekeeper.JsonSchema.Patterns;

/// <summary>Reads what stands between brackets.</summary>
internal static class ClassReader
{
    public static CharacterClass Read(EcmaReader reader)
    {
        var set = new CharacterClass(reader.TryTake("^"));
        while (!reader.TryTake("]"))
        {
            var first = Member(reader, set);
            if (first < 0 || !reader.TryTake("-"))
            {
                set.Add(first, first);
            }
            else if (reader.TryTake("]"))
            {
                set.Add(first, first);
                set.Add('-', '-');
                return set;
            }
            else
            {
                AddRange(set, first, Member(reader, set));
            }
        }

        return set;
    }

    private static void AddRange(CharacterClass set, int first, int last)
    {
        if (last < 0)
        {
            // "a-\d" has no order: all three stand for themselves.
            set.Add(first, first);
            set.Add('-', '-');
        }
        else if (last < first)
        {
            throw new EcmaSyntaxException("a range in brackets runs backwards");
        }
        else
        {
            set.Add(first, last);
        }
    }

    /// <returns>A character; or a negative number when it was a class, which has joined the set already.</returns>
    private static int Member(EcmaReader reader, CharacterClass set)
    {
        var next = reader.Take();
        if (next != '\\')
        {
            return reader.CodePoint(next);
        }

        if (reader.AtEnd)
        {
            throw new EcmaSyntaxException("it ends in a backslash");
        }

        if (EscapeReader.TryClass(reader) is { } shorthand)
        {
            set.Add(shorthand);
            return -1;
        }

        return reader.TryTake("b") ? '\b' : EscapeReader.Character(reader);
    }
}
