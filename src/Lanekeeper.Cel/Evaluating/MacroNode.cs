using Lanekeeper.Cel.Ast;

namespace Lanekeeper.Cel.Evaluating;

/// <summary>The macros over a list's elements or a map's keys.</summary>
internal sealed class MacroNode(int offset, Macro macro, Node range, int slot, Node? condition, Node? transform) : Node(offset)
{
    protected override CelValue Compute(Run run)
    {
        var over = range.Evaluate(run);
        var items = over.Kind switch
        {
            CelKind.List => over.Items,
            CelKind.Map => over.Entries.Keys,
            _ => (IEnumerable<CelValue>?)null,
        };

        if (items is null)
        {
            return over.IsError ? over : CelValue.Error($"a macro runs over a list or a map, not over a {TypeNames.Of(over)}");
        }

        return macro switch
        {
            Macro.All => Decide(items, run, decisive: false),
            Macro.Exists => Decide(items, run, decisive: true),
            Macro.ExistsOne => ExistsOne(items, run),
            _ => Collect(items, run),
        };
    }

    /// <summary>As <c>&amp;&amp;</c> and <c>||</c> over the elements: an error matters only when no element decides.</summary>
    private CelValue Decide(IEnumerable<CelValue> items, Run run, bool decisive)
    {
        CelValue outcome = !decisive;
        foreach (var item in items)
        {
            var value = Test(item, run);
            if (decisive ? value.IsTrue : value.IsFalse)
            {
                return decisive;
            }

            if (value.IsError && !outcome.IsError)
            {
                outcome = value;
            }

            if (run.IsExhausted)
            {
                break;
            }
        }

        return outcome;
    }

    private CelValue ExistsOne(IEnumerable<CelValue> items, Run run)
    {
        var count = 0;
        foreach (var item in items)
        {
            var value = Test(item, run);
            if (value.IsError)
            {
                return value;
            }

            count += value.IsTrue ? 1 : 0;
        }

        return count == 1;
    }

    private CelValue Collect(IEnumerable<CelValue> items, Run run)
    {
        List<CelValue> kept = [];
        foreach (var item in items)
        {
            var test = Test(item, run);
            var value = test.IsTrue ? transform?.Evaluate(run) ?? item : test;
            if (value.IsError)
            {
                return value;
            }

            if (test.IsTrue)
            {
                kept.Add(value);
            }
        }

        return CelValue.List(kept);
    }

    private CelValue Test(in CelValue item, Run run)
    {
        run.Slots[slot] = item;
        if (condition is null)
        {
            return true;
        }

        var value = condition.Evaluate(run);
        return value.IsError || value.Kind == CelKind.Bool ? value : CelValue.Error($"a macro's condition must be a bool, not a {TypeNames.Of(value)}");
    }
}
