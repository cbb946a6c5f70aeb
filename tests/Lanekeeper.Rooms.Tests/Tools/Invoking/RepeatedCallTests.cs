using Lanekeeper.Ledger;
using Lanekeeper.Permissions;
using Lanekeeper.Tools;

namespace Lanekeeper.Rooms.Tests.Tools.Invoking;

public sealed class RepeatedCallTests(ToolsFixture room) : IClassFixture<ToolsFixture>
{
    [Fact]
    public async Task After_a_failure_the_same_approval_serves_the_same_arguments_and_no_others()
    {
        var call = room.Call();
        var approved = call with { ApprovalId = (await room.ApproveAsync(call)).Id };
        var other = approved with { Arguments = room.Call("""{"to":"mallory@example.com","subject":"","body":""}""").Arguments };
        Directory.CreateDirectory(room.Outbox);
        var work = Path.Combine(room.Outbox, ".work");
        var isMoved = Directory.Exists(work);
        if (isMoved)
        {
            Directory.Move(work, work + ".away");
        }

        File.WriteAllText(work, "in the way");
        var failed = await room.InvokeAsync(approved);
        File.Delete(work);
        if (isMoved)
        {
            Directory.Move(work + ".away", work);
        }

        var changed = await room.InvokeAsync(other);
        var again = await room.OutcomeAsync(approved);

        (failed.Problem!.Code, failed.Problem.IsTransient).ShouldBe(("tools.outbox-unwritable", true));
        changed.Problem!.Code.ShouldBe("approvals.already-used");
        again.State.ShouldBe(ToolState.Executed);
        (await room.RowsAsync(call)).Where(row => row.State is not null).Select(row => row.State).ShouldBe([ActionState.Failed, ActionState.Failed, ActionState.Executed], ignoreOrder: true);
        (await room.MailsAsync(call)).ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_in_doubt_is_written_under_the_same_action()
    {
        var call = room.Call(ceiling: Ceiling.Execute);
        var action = await room.BeginAndDieAsync(call);

        var outcome = await room.OutcomeAsync(call);

        (outcome.State, outcome.ActionId).ShouldBe((ToolState.Executed, action));
        room.IsInOutbox(action).ShouldBeTrue();
    }

    [Fact]
    public async Task A_mail_in_doubt_that_somebody_has_taken_from_the_outbox_is_not_written_again()
    {
        var call = room.Call(ceiling: Ceiling.Execute);
        var action = await room.BeginAndDieAsync(call);
        await room.Get<Lanekeeper.Tools.Outbox.OutboxFiles>().PutAsync(action, "mail"u8.ToArray());
        File.Delete(room.PathOf(action));

        var outcome = await room.OutcomeAsync(call);

        outcome.State.ShouldBe(ToolState.Executed);
        room.IsInOutbox(action).ShouldBeFalse();
    }

    [Fact]
    public async Task An_approved_mail_that_was_cut_off_needs_no_second_approval()
    {
        var call = room.Call();
        var approved = call with { ApprovalId = (await room.ApproveAsync(call)).Id };
        var action = await room.BeginAndDieAsync(approved);
        await room.Approvals.UseAsync(approved.ApprovalId!.Value, CanonicalJson.Digest(call.Arguments), CancellationToken.None);

        (await room.OutcomeAsync(approved)).State.ShouldBe(ToolState.Executed);
        room.IsInOutbox(action).ShouldBeTrue();
    }

    [Fact]
    public async Task A_failed_repetition_does_not_end_the_doubt()
    {
        var call = ToolsFixture.With(room.Call(ceiling: Ceiling.Execute), tool => tool with { Outbox = new("no address") });
        await room.BeginAndDieAsync(call);

        var failed = await room.InvokeAsync(call);

        failed.Problem!.Code.ShouldBe("tools.bad-address");
        (await room.RowsAsync(call)).ShouldHaveSingleItem().State.ShouldBeNull();
    }
}
