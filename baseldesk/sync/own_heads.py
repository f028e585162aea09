"""Signs the ends of this device's chains for its deployment: what was written before enrolment counts from then on."""

from __future__ import annotations

from baseldesk.desk.database import Writer
from baseldesk.desk.identity import Identity
from baseldesk.journal.heads import HEAD_TAG, Signer, head_message

_TIPS = """
    SELECT c.chain, c.id, c.seq, h.replica, h.audience FROM chain h
    JOIN change c ON c.chain = h.n AND c.seq = (SELECT max(seq) FROM change WHERE chain = h.n)
    WHERE h.device = :device
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.chain = c.chain AND head.id = c.id AND head.deployment = :deployment)
"""
_KEEP = """
    INSERT INTO head (chain, id, seq, deployment, signature, kept) VALUES (:chain, :id, :seq, :deployment, :signature, 1)
    ON CONFLICT (chain, id, deployment) DO UPDATE SET kept = 1
"""


def sign_own_heads(writer: Writer, who: Identity, signer: Signer, deployment: bytes) -> int:
    """Signs each of the own chains' ends that has no signature for the deployment yet; gives how many."""
    rows = writer.rows(_TIPS, device=who.device, deployment=deployment)
    for chain, identity, seq, replica, audience in rows:
        signature = signer.sign(HEAD_TAG, head_message(deployment, bytes(replica), audience, seq, bytes(identity)))
        keep_head(writer, chain, bytes(identity), seq, deployment, signature)
    writer.run("UPDATE head SET kept = 1 WHERE deployment = :deployment AND kept = 0", deployment=deployment)
    return len(rows)


def keep_head(writer: Writer, chain: int, identity: bytes, seq: int, deployment: bytes, signature: bytes) -> None:
    """Keeps a head signature for good: it authenticates, for others too, all that lies before it."""
    named = {"chain": chain, "id": identity, "seq": seq, "deployment": deployment, "signature": signature}
    writer.run(_KEEP, **named)
