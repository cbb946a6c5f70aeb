using Lanekeeper.Ledger;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Tools;

namespace Lanekeeper.Rooms.Tests.Tools.Invoking;

public sealed class ApprovedCallTests(ToolsFixture room) : IClassFixture<ToolsFixture>
{
    private const string Other = """{"to":"mallory@example.com","subject":"Re: late","body":"It comes."}""";

    [Fact]
    public async Task What_was_approved_is_executed_exactly_once_whoever_tries_how_often()
    {
        var call = room.Call();
        var approved = call with { ApprovalId = (await room.ApproveAsync(call)).Id };

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => room.InvokeAsync(approved))));
        var after = await room.OutcomeAsync(approved);

        after.State.ShouldBe(ToolState.Executed);
        results.Where(result => result.Problem is not null).ShouldAllBe(result => result.Problem!.Code == "tools.outbox-busy" && result.Problem.IsTransient);
        results.Where(result => result.Problem is null).ShouldAllBe(result => result.Value.State == ToolState.Executed && result.Value.ActionId == after.ActionId);
        (await room.MailsAsync(call)).ShouldBe(1);
    }

    [Fact]
    public async Task The_second_time_the_first_outcome_is_told()
    {
        var call = room.Call();
        var approved = call with { ApprovalId = (await room.ApproveAsync(call)).Id };

        var first = await room.OutcomeAsync(approved);
        var second = await room.OutcomeAsync(approved);

        first.Output!.Value.GetProperty("to").GetString().ShouldBe("eve@example.com");
        second.ActionId.ShouldBe(first.ActionId);
        second.Output!.Value.GetRawText().ShouldBe(first.Output.Value.GetRawText());
        (await room.RowsAsync(call)).Single(row => row.Id == first.ActionId).ApprovalId.ShouldBe(approved.ApprovalId);
    }

    [Fact]
    public async Task Other_arguments_than_those_approved_are_not_executed()
    {
        var call = room.Call();
        var approved = call with { ApprovalId = (await room.ApproveAsync(call)).Id };

        var changed = await room.InvokeAsync(approved with { Arguments = room.Call(Other).Arguments });
        var proper = await room.OutcomeAsync(approved);

        changed.Problem!.Code.ShouldBe("approvals.other-arguments");
        proper.State.ShouldBe(ToolState.Executed);
        (await room.MailsAsync(call)).ShouldBe(1);
    }

    [Fact]
    public async Task What_the_reviewer_wrote_instead_is_executed_and_nothing_else()
    {
        var call = room.Call();
        var approval = await room.ApproveAsync(call, Other);

        var proposed = await room.InvokeAsync(call with { ApprovalId = approval.Id });
        var edited = await room.OutcomeAsync(call with { ApprovalId = approval.Id, Arguments = approval.Arguments!.Value });

        proposed.Problem!.Code.ShouldBe("approvals.other-arguments");
        edited.Output!.Value.GetProperty("to").GetString().ShouldBe("mallory@example.com");
    }

    [Fact]
    public async Task An_approval_is_for_one_step_of_one_run_and_one_tool()
    {
        var call = room.Call();
        var approval = await room.ApproveAsync(call);
        var otherRun = room.Call() with { ApprovalId = approval.Id };
        var otherStep = call with { ApprovalId = approval.Id, Origin = call.Origin with { StepId = "again" } };
        var tools = new Dictionary<string, ToolDefinition>(call.Project.Tools) { ["lookup_order"] = call.Project.Tools["send_reply"] with { Name = "lookup_order" } };
        var otherTool = call with { ApprovalId = approval.Id, Tool = "lookup_order", Project = call.Project with { Tools = tools } };

        foreach (var wrong in (ToolInvocation[])[otherRun, otherStep, otherTool])
        {
            (await room.InvokeAsync(wrong)).Problem!.Code.ShouldBe("tools.other-approval");
        }

        (await room.OutcomeAsync(call with { ApprovalId = approval.Id })).State.ShouldBe(ToolState.Executed, "wrong tries do not use it up");
    }

    [Fact]
    public async Task An_invented_or_open_approval_executes_nothing_even_where_only_trust_was_wanting()
    {
        var call = room.Call(ceiling: Ceiling.Execute) with { HasReadUntrusted = true };
        var held = await room.OutcomeAsync(call);

        var open = await room.InvokeAsync(call with { ApprovalId = held.ApprovalId });
        var invented = await room.InvokeAsync(call with { ApprovalId = Id.New(room.Time) });

        open.Problem!.Code.ShouldBe("approvals.not-approved");
        invented.Problem!.Code.ShouldBe("approvals.not-found");
        (await room.MailsAsync(call)).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_denied_stays_denied_with_an_approval()
    {
        var call = room.Call();
        var approved = call with { ApprovalId = (await room.ApproveAsync(call)).Id };

        var outcome = await room.OutcomeAsync(approved with { Project = call.Project with { Never = new HashSet<string> { call.Tool } } });

        outcome.State.ShouldBe(ToolState.Denied);
        (await room.RowsAsync(call)).ShouldNotContain(row => row.State == ActionState.Executed);
    }
}
