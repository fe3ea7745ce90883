"""The password of an account in the system's keyring. The only place for keyring."""

from __future__ import annotations

from cardscan.errors import SyncFailed
from cardscan.share.carddav.account import SERVICE, keyring_name

_REMEDY = 'Give a command that prints the password: --password-command "pass show contacts"'


def keep_password(url: str, user: str, password: str) -> None:
    """Put a password into the keyring of the system. Raises SyncFailed if there is none, or it is locked."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise SyncFailed("keyring is not installed", "Try: pip install 'cardscan-book[sync]'") from None
    try:
        keyring.set_password(SERVICE, keyring_name(url, user), password)
    except KeyringError as error:
        raise SyncFailed(f"the keyring of this system does not take the password: {error}", _REMEDY) from error
