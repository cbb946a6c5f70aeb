using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Lanekeeper.Project.Reading;

/// <summary>
/// YAML as the project files use it: one document of objects, lists and scalars. Anchors, aliases and tags are refused, so that a small
/// file cannot unfold into a big one; depth and number of values are bounded.
/// </summary>
internal sealed class YamlReader
{
    private const int Deepest = 32;
    private const int MostValues = 50_000;

    private readonly SourceText _source;
    private readonly FaultList _faults;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private int _values;

    private YamlReader(SourceText source, FaultList faults)
    {
        (_source, _faults) = (source, faults);
        _scanner = new(new StringReader(source.Text), skipComments: true);
        _parser = new(_scanner);
    }

    /// <returns><see langword="null"/> when the text is no YAML that may be used; the faults say why.</returns>
    public static Node? Read(SourceText source, FaultList faults)
    {
        var reader = new YamlReader(source, faults);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException broken)
        {
            var found = broken.InnerException is null ? broken.Message : broken.InnerException.Message;
            source.Fault(faults, source.OffsetOf(broken.Start.Line, broken.Start.Column), $"this is not YAML: {Plain(found)}");
            return null;
        }
        catch (Exception lost) when (lost is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // How YamlDotNet's scanner answers some texts that are broken beyond its own errors.
            var here = reader._scanner.CurrentPosition;
            source.Fault(faults, source.OffsetOf(here.Line, here.Column), "this is not YAML that can be read; look for a stray quote, bracket or escape just before");
            return null;
        }
    }

    private Node? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            _source.Fault(_faults, 0, "the file is empty");
            return null;
        }

        var root = ReadNode(depth: 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            _source.Fault(_faults, At(second), "a second document begins here; expected one document in a file");
        }

        return root;
    }

    private Node ReadNode(int depth)
    {
        var start = At(_parser.Current!);
        if (depth > Deepest)
        {
            throw Stop($"values nest more than {Deepest} deep");
        }

        if (++_values > MostValues)
        {
            throw Stop($"there are more than {MostValues} values in one file");
        }

        RefuseSharing();
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return ToNode(scalar);
        }

        return _parser.TryConsume<SequenceStart>(out _) ? ReadList(start, depth) : ReadMap(start, depth);
    }

    private ListNode ReadList(int start, int depth)
    {
        var items = new List<Node>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new(_source, start, items);
    }

    private MapNode ReadMap(int start, int depth)
    {
        _parser.Consume<MappingStart>();
        var entries = new List<MapEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is not ScalarNode { Text: var name })
            {
                key.Fault(_faults, $"found {key.Found} where a name was expected");
            }
            else if (!names.Add(name))
            {
                key.Fault(_faults, $"`{name}` stands here a second time; each name may stand once");
            }
            else
            {
                entries.Add(new(name, key, value));
            }
        }

        return new(_source, start, entries);
    }

    private ScalarNode ToNode(Scalar scalar)
    {
        var (start, end) = (At(scalar), _source.OffsetOf(scalar.End.Line, scalar.End.Column));
        var kind = scalar.Style == ScalarStyle.Plain ? Scalars.KindOf(scalar.Value) : ScalarKind.Text;
        return new(_source, start, Math.Max(start, end), scalar.Value, kind);
    }

    private void RefuseSharing()
    {
        if (_parser.Current is AnchorAlias)
        {
            throw Stop("an alias (`*`) is used; aliases are not allowed, write the value out (or quote it, if it is a text)");
        }

        if (_parser.Current is not NodeEvent node)
        {
            return;
        }

        if (!node.Anchor.IsEmpty)
        {
            throw Stop("an anchor (`&`) is used; anchors are not allowed, write the value out (or quote it, if it is a text)");
        }

        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            throw Stop("a tag (`!`) is used; tags are not allowed (quote the value, if it is a text)");
        }
    }

    private YamlException Stop(string message) => new(_parser.Current!.Start, _parser.Current.End, message);

    private int At(ParsingEvent here) => _source.OffsetOf(here.Start.Line, here.Start.Column);

    private static string Plain(string message) => char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
}
