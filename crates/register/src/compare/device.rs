//! Do two devices agree?

use cairn_model::{Device, ReportedIncident};

use crate::weights::DeviceLevel;

pub(crate) const fn level(a: Device, b: Device) -> DeviceLevel {
    use Device::{MineUnspecified, Mixed, Unknown};
    match (a, b) {
        (Unknown | Mixed, _) | (_, Unknown | Mixed) => DeviceLevel::Unknown,
        (MineUnspecified, MineUnspecified) => DeviceLevel::SameGeneric,
        (MineUnspecified, other) | (other, MineUnspecified) => {
            if is_mine(other) {
                DeviceLevel::Compatible
            } else {
                DeviceLevel::Confusable
            }
        }
        _ if a as u8 == b as u8 => DeviceLevel::SameSpecific,
        _ if confusable(a, b) || confusable(b, a) => DeviceLevel::Confusable,
        _ => DeviceLevel::Different,
    }
}

const fn is_mine(device: Device) -> bool {
    matches!(device, Device::AntipersonnelMine | Device::AntivehicleMine | Device::ImprovisedMine)
}

/// Kinds that one reporter may take for the other.
const fn confusable(a: Device, b: Device) -> bool {
    use Device::{
        AntipersonnelMine, AntivehicleMine, BoobyTrap, ClusterSubmunition, ErwOther, IedOther,
        ImprovisedMine,
    };
    matches!(
        (a, b),
        (ImprovisedMine, IedOther | AntipersonnelMine | AntivehicleMine | BoobyTrap)
            | (ClusterSubmunition, ErwOther)
            | (BoobyTrap, IedOther | AntipersonnelMine)
    )
}

pub(super) fn reason(
    level: DeviceLevel,
    a: &ReportedIncident,
    b: &ReportedIncident,
    agree: &mut Vec<String>,
    differ: &mut Vec<String>,
) {
    match level {
        DeviceLevel::SameSpecific => agree.push(format!("both {}", a.device)),
        DeviceLevel::SameGeneric => agree.push("both a mine".to_owned()),
        DeviceLevel::Compatible => agree.push("devices that fit".to_owned()),
        DeviceLevel::Unknown => {}
        DeviceLevel::Confusable | DeviceLevel::Different => {
            differ.push(format!("{} against {}", a.device, b.device));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_two_devices_does_not_matter() {
        for &a in Device::ALL {
            for &b in Device::ALL {
                assert_eq!(level(a, b), level(b, a), "{a} and {b}");
            }
        }
        assert_eq!(
            level(Device::MineUnspecified, Device::AntivehicleMine),
            DeviceLevel::Compatible
        );
        assert_eq!(
            level(Device::AntipersonnelMine, Device::AntivehicleMine),
            DeviceLevel::Different
        );
    }
}
