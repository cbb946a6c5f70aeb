using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Lanekeeper.Project.Reading;

namespace Lanekeeper.Project.Shaping;

/// <summary>
/// What may stand at one place of a project file. A shape is declared once and used twice: to read the place (every fault with its
/// position) and to describe it as JSON Schema, which editors complete from.
/// </summary>
internal abstract class Shape<T>
{
    /// <summary>What is expected, for a sentence that begins with "expected".</summary>
    public abstract string Expected { get; }

    /// <summary>Reads the value. When it cannot, it has added at least one fault.</summary>
    public abstract bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out T value);

    /// <summary>The same as JSON Schema.</summary>
    public abstract JsonObject Describe();

    /// <summary>The value together with its place, for checks that come later.</summary>
    public Shape<Located<T>> Located() => new LocatedShape<T>(this);

    protected bool Refuse(Node node, FaultList faults)
    {
        node.Fault(faults, $"found {node.Found}; expected {Expected}");
        return false;
    }
}

/// <summary>A value and where it was written.</summary>
internal sealed record Located<T>(T Value, Node Node)
{
    public void Fault(FaultList faults, string message) => Node.Fault(faults, message);

    /// <summary>A fault at a place within a text.</summary>
    public void Fault(FaultList faults, int offset, string message)
    {
        if (Node is ScalarNode scalar)
        {
            scalar.Fault(faults, offset, message);
        }
        else
        {
            Node.Fault(faults, message);
        }
    }
}

internal sealed class LocatedShape<T>(Shape<T> inner) : Shape<Located<T>>
{
    public override string Expected => inner.Expected;

    public override bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out Located<T> value)
    {
        value = inner.TryRead(node, faults, out var plain) ? new(plain, node) : null;
        return value is not null;
    }

    public override JsonObject Describe() => inner.Describe();
}
